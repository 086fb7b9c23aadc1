import { randomUUID } from 'node:crypto';

/** What surrounds a file in a multipart form: the fields before it, and the closing boundary. */
export interface MultipartFrame {
  readonly contentType: string;
  readonly before: Buffer;
  readonly after: Buffer;
}

/** What object stores are told of a file: nothing. */
const UNNAMED_FILE = { name: 'file', contentType: 'application/octet-stream' };

/** Frames a file as the last part of a `multipart/form-data` form, where object stores want it. */
export function frameMultipartForm(
  fields: Readonly<Record<string, string>>,
  { name, contentType }: { readonly name: string; readonly contentType: string } = UNNAMED_FILE,
): MultipartFrame {
  const boundary = `form-${randomUUID()}`;
  const parts = Object.entries(fields).map(
    ([field, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${escapeFieldName(field)}"\r\n\r\n${value}\r\n`,
  );
  const file =
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${escapeFieldName(name)}"\r\n` +
    `content-type: ${contentType}\r\n\r\n`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    before: Buffer.from(parts.join('') + file),
    after: Buffer.from(`\r\n--${boundary}--\r\n`),
  };
}

/** A field's name as browsers write it. */
function escapeFieldName(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
