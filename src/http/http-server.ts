import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { localhostHostValidation, localhostOriginValidation } from '@modelcontextprotocol/fastify';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, isLegacyRequest, type McpServerFactory } from '@modelcontextprotocol/server';
import fastify from 'fastify';
import type { Clock } from '../clock.ts';
import { createLegacySessions, SESSION_LIMITS, type SessionLimits } from './legacy-sessions.ts';
import { receiveRequest } from './request-body.ts';

const MCP_PATH = '/mcp';

/** Bytes that one request body may have. */
const MAX_REQUEST_BYTES = 4 * 1024 * 1024;

/** Milliseconds that responses have to reach their clients when the server closes. */
const CLOSE_GRACE_MS = 300;

export interface HttpLimits extends SessionLimits {
  /** Milliseconds from the start of a request to the end of its headers. */
  readonly headersTimeoutMs: number;
  /** Milliseconds from the start of a request to the end of its body. A response may take longer. */
  readonly requestTimeoutMs: number;
  /** Milliseconds between two searches for requests that are over these limits. */
  readonly timeoutCheckMs: number;
}

export const HTTP_LIMITS: HttpLimits = {
  ...SESSION_LIMITS,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  timeoutCheckMs: 5_000,
};

export interface HttpServerOptions {
  readonly factory: McpServerFactory;
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly onError: (error: Error) => void;
  readonly limits?: HttpLimits;
}

export interface HttpServer {
  /** Where hosts connect: `http://127.0.0.1:8808/mcp`. */
  readonly url: string;
  /** Responds to what has no response yet, and ends every connection. */
  close(): Promise<void>;
}

/**
 * Serves MCP on a loopback address. A page in a browser reaches loopback too, so `Host` and `Origin` must
 * be this machine's own.
 */
export async function startHttpServer({
  factory,
  host,
  port,
  clock,
  onError,
  limits = HTTP_LIMITS,
}: HttpServerOptions): Promise<HttpServer> {
  const modernHandler = createMcpHandler(factory, {
    onerror: onError,
    maxRequestBodySize: MAX_REQUEST_BYTES,
  });
  const legacySessions = createLegacySessions(factory, limits, clock, onError);
  const handle = toNodeHandler(
    {
      fetch: async (request, options) =>
        (await isLegacyRequest(request, options?.parsedBody, { maxRequestBodySize: MAX_REQUEST_BYTES }))
          ? legacySessions.fetch(request, options?.parsedBody)
          : modernHandler.fetch(request, options),
    },
    { onerror: onError, maxRequestBodySize: MAX_REQUEST_BYTES },
  );

  const app = fastify({
    logger: false,
    forceCloseConnections: true,
    // Fastify would set it to none.
    requestTimeout: limits.requestTimeoutMs,
    http: {
      requestTimeout: limits.requestTimeoutMs,
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: limits.timeoutCheckMs,
    },
  });
  app.addHook('onRequest', localhostHostValidation());
  app.addHook('onRequest', localhostOriginValidation());
  // The body is read below; the protocol's own handler returns errors as JSON-RPC.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _body, done) => done(null));
  app.get('/healthz', () => ({ status: 'ok' }));
  /** Each ends when its response has been sent; a GET's stream lasts as long as its client. */
  const posts = new Set<Promise<unknown>>();
  app.all(MCP_PATH, async (request, reply) => {
    reply.hijack();
    if (request.method === 'POST') {
      const closed = new Promise((resolve) => reply.raw.once('close', resolve));
      posts.add(closed);
      void closed.then(() => posts.delete(closed));
    }
    // Node's own type leaves open whether a request has them.
    const { method, url } = request;
    const received = await receiveRequest(request.raw, MAX_REQUEST_BYTES);
    await handle(Object.assign(received.request, { method, url }), reply.raw, received.parsedBody);
  });

  await app.listen({ host, port });
  const address = app.server.address() as AddressInfo;
  const authority = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${authority}:${address.port}${MCP_PATH}`,
    close: async () => {
      await legacySessions.failRequests('The server is stopping.');
      const grace = AbortSignal.timeout(CLOSE_GRACE_MS);
      await Promise.race([Promise.all(posts), once(grace, 'abort')]);
      await Promise.all([modernHandler.close(), legacySessions.close()]);
      await app.close();
    },
  };
}
