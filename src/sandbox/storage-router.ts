import type { FastifyInstance, FastifyRequest } from 'fastify';
import { faultOf, readBytes } from './bodies.ts';
import { LARGEST_OBJECT, type Storage, StorageError, type Ticket } from './storage.ts';

/** What a form may hold around its file. */
const FORM_OVERHEAD = 64 * 1024;

const TYPES: ReadonlyMap<string, string> = new Map([
  ['csv', 'text/csv'],
  ['gz', 'application/gzip'],
  ['ipynb', 'application/x-ipynb+json'],
  ['json', 'application/json'],
  ['md', 'text/markdown'],
  ['pdf', 'application/pdf'],
  ['svg', 'image/svg+xml'],
  ['txt', 'text/plain'],
]);

/** Registers the object store: uploads by form and in parts, and downloads. */
export function registerStorage(server: FastifyInstance, storage: Storage): void {
  readBytes(server);
  const bodyLimit = LARGEST_OBJECT + FORM_OVERHEAD;
  server.post('/', { bodyLimit }, async (request, reply) => {
    const { fields, file } = await readForm(request);
    storage.acceptForm(fields, file);
    return reply.code(204).send();
  });
  server.put('/:key', { bodyLimit }, async (request, reply) => {
    const etag = storage.acceptPut(ticketOf(request), bytesOf(request));
    return reply.header('etag', `"${etag}"`).send();
  });
  server.get('/:key', async (request, reply) => {
    const { name, bytes } = storage.read(ticketOf(request));
    const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
    return reply
      .type(TYPES.get(extension) ?? 'application/octet-stream')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      .send(bytes);
  });
  server.setErrorHandler((error, _, reply) => {
    const { status, code, message } = asStorageError(error);
    return reply.code(status).type('application/xml').send(xmlOf(code, message));
  });
}

async function readForm(request: FastifyRequest): Promise<{ fields: Map<string, string>; file: Buffer }> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(bytesOf(request), { headers }).formData().catch(() => {
    throw new StorageError(400, 'MalformedPOSTRequest', 'The body is no multipart/form-data.');
  });
  const fields = new Map<string, string>();
  for (const [name, value] of form) {
    if (typeof value === 'string') fields.set(name, value);
    else if (name === 'file') return { fields, file: Buffer.from(await value.arrayBuffer()) };
  }
  throw new StorageError(400, 'InvalidArgument', 'The form needs one file, in the field "file", at its end.');
}

function bytesOf({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

function ticketOf({ params, query }: FastifyRequest): Ticket {
  const { key = '' } = params as Record<string, string>;
  const { Expires, Signature, partNumber = '' } = query as Record<string, string>;
  return { key, expires: String(Expires), signature: String(Signature), part: String(partNumber) };
}

function asStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const { status, message } = faultOf(error);
  return new StorageError(status, status === 413 ? 'EntityTooLarge' : 'InternalError', message);
}

function xmlOf(code: string, message: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</Message></Error>`;
}
