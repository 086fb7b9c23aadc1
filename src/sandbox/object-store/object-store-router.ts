import type { FastifyInstance, FastifyRequest } from 'fastify';
import { toText } from '../../json.ts';
import { describeHttpError, parseBodiesAsBytes } from '../http/body-parsers.ts';
import { MAX_OBJECT_BYTES, type ObjectStore, ObjectStoreError, type SignedRequest } from './object-store.ts';

/** Bytes that a form may hold beside its file. */
const FORM_OVERHEAD = 64 * 1024;

const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['csv', 'text/csv'],
  ['gz', 'application/gzip'],
  ['ipynb', 'application/x-ipynb+json'],
  ['json', 'application/json'],
  ['md', 'text/markdown'],
  ['pdf', 'application/pdf'],
  ['svg', 'image/svg+xml'],
  ['txt', 'text/plain'],
]);

/** Registers the object store's uploads and downloads. */
export function registerObjectStore(server: FastifyInstance, storage: ObjectStore): void {
  parseBodiesAsBytes(server);
  const bodyLimit = MAX_OBJECT_BYTES + FORM_OVERHEAD;
  server.post('/', { bodyLimit }, async (request, reply) => {
    const { fields, file } = await parseUploadForm(request);
    storage.acceptForm(fields, file);
    return reply.code(204).send();
  });
  server.put('/:key', { bodyLimit }, async (request, reply) => {
    const etag = storage.acceptPut(signedRequestOf(request), bodyBytes(request));
    return reply.header('etag', `"${etag}"`).send();
  });
  server.get('/:key', async (request, reply) => {
    const { name, bytes } = storage.download(signedRequestOf(request));
    const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
    return reply
      .type(CONTENT_TYPES.get(extension) ?? 'application/octet-stream')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      .send(bytes);
  });
  server.setErrorHandler((error, _, reply) => {
    const { status, code, message } = toObjectStoreError(error);
    return reply.code(status).type('application/xml').send(errorXml(code, message));
  });
}

async function parseUploadForm(
  request: FastifyRequest,
): Promise<{ fields: Map<string, string>; file: Buffer }> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(bodyBytes(request), { headers }).formData().catch(() => {
    throw new ObjectStoreError(400, 'MalformedPOSTRequest', 'The request body must be multipart/form-data.');
  });
  const fields = new Map<string, string>();
  for (const [name, value] of form) {
    if (typeof value === 'string') fields.set(name, value);
    else if (name === 'file') return { fields, file: Buffer.from(await value.arrayBuffer()) };
  }
  throw new ObjectStoreError(
    400,
    'InvalidArgument',
    'The form must contain one file, in the field "file", as its last field.',
  );
}

function bodyBytes({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

function signedRequestOf({ params, query }: FastifyRequest): SignedRequest {
  const { key = '' } = params as Record<string, string>;
  const { Expires, Signature, partNumber } = query as Record<string, unknown>;
  return { key, expires: toText(Expires), signature: toText(Signature), part: toText(partNumber) };
}

function toObjectStoreError(error: unknown): ObjectStoreError {
  if (error instanceof ObjectStoreError) return error;
  const { status, message } = describeHttpError(error);
  return new ObjectStoreError(status, status === 413 ? 'EntityTooLarge' : 'InternalError', message);
}

function errorXml(code: string, message: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</Message></Error>`;
}
