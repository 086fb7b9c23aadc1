import type { FastifyInstance } from 'fastify';

/** Reads JSON bodies; an empty one is no body, as clients announce JSON that they then do not send. */
export function readJson(server: FastifyInstance): void {
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_, body, done) => {
    if (body.length === 0) return done(null, undefined);
    try {
      done(null, JSON.parse(body.toString()));
    } catch {
      done(Object.assign(new Error('The body is no valid JSON.'), { statusCode: 400 }));
    }
  });
}

/** Reads every body as the bytes that it is. */
export function readBytes(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
}

/** What is to be said of an error that no platform made: Fastify's refusals carry a status, defects none. */
export function faultOf(error: unknown): { readonly status: number; readonly message: string } {
  if (!(error instanceof Error)) return { status: 500, message: 'An unexpected error has occurred.' };
  return { status: 'statusCode' in error ? Number(error.statusCode) : 500, message: error.message };
}
