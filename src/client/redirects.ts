/** Redirects that one request may follow. */
export const MAX_REDIRECTS = 5;

const REDIRECT_STATUSES: readonly number[] = [301, 302, 303, 307, 308];
/** Redirects that ask for the same request elsewhere, whatever its verb; after the others it becomes a GET. */
const VERB_PRESERVING_STATUSES: readonly number[] = [307, 308];

export function isRedirect(status: number): boolean {
  return REDIRECT_STATUSES.includes(status);
}

export function preservesVerb(status: number): boolean {
  return VERB_PRESERVING_STATUSES.includes(status);
}
