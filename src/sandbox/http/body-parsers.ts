import type { FastifyInstance } from 'fastify';

/** Parses JSON bodies. An empty body is allowed, as some clients send the content type without a body. */
export function parseJsonBodies(server: FastifyInstance): void {
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_, body, done) => {
    if (body.length === 0) return done(null, undefined);
    try {
      done(null, JSON.parse(body.toString()));
    } catch {
      done(Object.assign(new Error('The request body is not valid JSON.'), { statusCode: 400 }));
    }
  });
}

/** Passes every body on as its bytes. */
export function parseBodiesAsBytes(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
}

/** Status and message of an error that no platform raised: Fastify's errors carry a status, defects do not. */
export function describeHttpError(error: unknown): { readonly status: number; readonly message: string } {
  if (!(error instanceof Error)) return { status: 500, message: 'An unexpected error has occurred.' };
  return { status: 'statusCode' in error ? Number(error.statusCode) : 500, message: error.message };
}
