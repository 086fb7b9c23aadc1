import type { AddressInfo } from 'node:net';
import { localhostHostValidation, localhostOriginValidation } from '@modelcontextprotocol/fastify';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, isLegacyRequest, type McpServerFactory } from '@modelcontextprotocol/server';
import fastify from 'fastify';
import { createSessions } from './sessions.ts';

export const MCP_PATH = '/mcp';

/** Bytes that one request may bring. */
const BODY_CAP = 4 * 1024 * 1024;

export interface HttpParts {
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
export async function serveHttp({ factory, host, port, onError }: HttpParts): Promise<HttpServer> {
  const modern = createMcpHandler(factory, { onerror: onError, maxRequestBodySize: BODY_CAP });
  const sessions = createSessions(factory, onError);
  const handle = toNodeHandler(
    {
      fetch: async (request, options) =>
        (await isLegacyRequest(request, undefined, { maxRequestBodySize: BODY_CAP }))
          ? sessions.fetch(request)
          : modern.fetch(request, options),
    },
    { onerror: onError, maxRequestBodySize: BODY_CAP },
  );

  const app = fastify({ logger: false, forceCloseConnections: true });
  app.addHook('onRequest', localhostHostValidation());
  app.addHook('onRequest', localhostOriginValidation());
  // The protocol's own handler reads, bounds and parses the body, and answers its faults as JSON-RPC.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _body, done) => done(null));
  app.get('/healthz', () => ({ status: 'ok' }));
  app.all(MCP_PATH, async (request, reply) => {
    reply.hijack();
    await handle(request.raw, reply.raw);
  });

  await app.listen({ host, port });
  const address = app.server.address() as AddressInfo;
  const authority = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${authority}:${address.port}${MCP_PATH}`,
    close: async () => {
      await Promise.all([modern.close(), sessions.close()]);
      await app.close();
    },
  };
}
