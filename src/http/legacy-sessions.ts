import { randomUUID } from 'node:crypto';
import {
  isInitializeRequest,
  legacyStatelessFallback,
  type McpServerFactory,
  WebStandardStreamableHTTPServerTransport as SessionTransport,
} from '@modelcontextprotocol/server';

/** Sessions that are kept open; beyond that the least recently used one is closed. */
const MAX_SESSIONS = 1000;

export interface LegacySessions {
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

/**
 * Serves clients of the revisions before 2026-07-28. In those a request is cancelled by another request,
 * and only a session connects the two, so a client that opens one with `initialize` gets one. A request
 * without a session is handled on its own.
 */
export function createLegacySessions(
  factory: McpServerFactory,
  onError: (error: Error) => void,
): LegacySessions {
  const sessions = new Map<string, SessionTransport>();
  const stateless = legacyStatelessFallback(factory, onError);

  async function openSession(request: Request): Promise<Response> {
    const transport = new SessionTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        sessions.set(id, transport);
        return closeLeastRecentlyUsed();
      },
    });
    const server = await factory({ era: 'legacy' });
    await server.connect(transport);
    const { onclose } = transport;
    transport.onclose = () => {
      onclose?.();
      if (transport.sessionId !== undefined) sessions.delete(transport.sessionId);
    };
    return transport.handleRequest(request);
  }

  async function closeLeastRecentlyUsed(): Promise<void> {
    const [leastRecentlyUsed] = sessions.values();
    if (sessions.size > MAX_SESSIONS) await leastRecentlyUsed?.close();
  }

  return {
    async fetch(request) {
      const id = request.headers.get('mcp-session-id');
      if (id === null) return (await isInitialize(request)) ? openSession(request) : stateless(request);
      const transport = sessions.get(id);
      if (transport === undefined) return sessionNotFound();
      // The map keeps the order of last use.
      sessions.delete(id);
      sessions.set(id, transport);
      return transport.handleRequest(request);
    },

    async close() {
      await Promise.all([...sessions.values()].map((transport) => transport.close()));
    },
  };
}

async function isInitialize(request: Request): Promise<boolean> {
  if (request.method !== 'POST') return false;
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => undefined);
  return isInitializeRequest(body);
}

/** The protocol's error for a session that has ended: the client opens a new one. */
function sessionNotFound(): Response {
  const error = { code: -32001, message: 'Session not found. Open a new one with initialize.' };
  return Response.json({ jsonrpc: '2.0', error, id: null }, { status: 404 });
}
