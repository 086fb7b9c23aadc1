/** An error response of Civis: `{error, errorDescription, code}`. */
export class CivisError extends Error {
  constructor(
    readonly status: number,
    /** The platform's identifier of the error. */
    readonly error: string,
    description: string,
  ) {
    super(description);
  }

  get body(): { error: string; errorDescription: string; code: number } {
    return { error: this.error, errorDescription: this.message, code: this.status };
  }
}

export const unauthorized = () =>
  new CivisError(401, 'unauthorized', 'An API key is required. Send it in the header Authorization: Bearer.');

export const forbidden = (description: string) => new CivisError(403, 'forbidden', description);

export const notFound = (
  description = 'The object does not exist, or you do not have permission to see it.',
) => new CivisError(404, 'not_found', description);

/** A part of Civis that is not embedded. It was not carried out, and repeating it does not help. */
export const notEmbedded = () =>
  new CivisError(501, 'not_implemented', 'This is not in the sandbox. It works with a Civis account.');

export const conflict = (error: string, description: string) => new CivisError(409, error, description);

export const collectionFull = () =>
  invalidResource(
    'This collection is full: the sandbox keeps all data in memory and limits the number of objects.',
  );

/** Parameters that are missing or malformed. */
export const invalid = (description: string) => new CivisError(422, 'invalid', description);

/** Parameters that are well-formed but do not make a valid object. */
export const invalidResource = (description: string) => new CivisError(422, 'invalid_resource', description);
