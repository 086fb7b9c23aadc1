import type { AddressInfo } from 'node:net';
import { localhostHostValidation, localhostOriginValidation } from '@modelcontextprotocol/fastify';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, isLegacyRequest, type McpServerFactory } from '@modelcontextprotocol/server';
import fastify from 'fastify';
import { createLegacySessions } from './legacy-sessions.ts';

export const MCP_PATH = '/mcp';

/** Bytes that one request body may have. */
const MAX_REQUEST_BYTES = 4 * 1024 * 1024;

export interface HttpServerOptions {
  readonly factory: McpServerFactory;
  readonly host: string;
  readonly port: number;
  readonly onError: (error: Error) => void;
}

export interface HttpServer {
  /** Where hosts connect: `http://127.0.0.1:8808/mcp`. */
  readonly url: string;
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
  onError,
}: HttpServerOptions): Promise<HttpServer> {
  const modernHandler = createMcpHandler(factory, {
    onerror: onError,
    maxRequestBodySize: MAX_REQUEST_BYTES,
  });
  const legacySessions = createLegacySessions(factory, onError);
  const handle = toNodeHandler(
    {
      fetch: async (request, options) =>
        (await isLegacyRequest(request, undefined, { maxRequestBodySize: MAX_REQUEST_BYTES }))
          ? legacySessions.fetch(request)
          : modernHandler.fetch(request, options),
    },
    { onerror: onError, maxRequestBodySize: MAX_REQUEST_BYTES },
  );

  const app = fastify({ logger: false, forceCloseConnections: true });
  app.addHook('onRequest', localhostHostValidation());
  app.addHook('onRequest', localhostOriginValidation());
  // The protocol's own handler reads, bounds and parses the body, and returns errors as JSON-RPC.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _body, done) => done(null));
  app.get('/healthz', () => ({ status: 'ok' }));
  app.all(MCP_PATH, async (request, reply) => {
    reply.hijack();
    // Node's own type leaves open whether a request has them.
    const { method, url } = request;
    await handle(Object.assign(request.raw, { method, url }), reply.raw);
  });

  await app.listen({ host, port });
  const address = app.server.address() as AddressInfo;
  const authority = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${authority}:${address.port}${MCP_PATH}`,
    close: async () => {
      await Promise.all([modernHandler.close(), legacySessions.close()]);
      await app.close();
    },
  };
}
