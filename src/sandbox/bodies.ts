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
