import type { FastifyInstance } from 'fastify';
import { mustBe, oneOfValues, toSentence } from '../../wording.ts';

/** The names of this machine for itself, as URLs have them. */
const LOCAL_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Refuses what a web page sends. A browser reaches loopback, too: from a page of any origin, or under a name
 * of the page's own that leads to 127.0.0.1.
 */
export function refuseForeignRequests(server: FastifyInstance): void {
  server.addHook('onRequest', async ({ headers, socket }, reply) => {
    // A port that is the default of its scheme is left out.
    const hosts = LOCAL_NAMES.map((name) => new URL(`http://${name}:${String(socket.localPort)}`).host);
    const refusal =
      refusedValue('Host', headers.host ?? '', hosts) ??
      (headers.origin === undefined
        ? undefined
        : refusedValue(
            'Origin',
            headers.origin,
            hosts.map((host) => `http://${host}`),
          ));
    if (refusal !== undefined) await reply.code(403).type('text/plain; charset=utf-8').send(refusal);
  });
}

function refusedValue(header: string, value: string, allowed: readonly string[]): string | undefined {
  if (allowed.includes(value.toLowerCase())) return undefined;
  return toSentence(mustBe(header, oneOfValues(allowed), JSON.stringify(value)));
}
