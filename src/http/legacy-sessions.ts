import { randomUUID } from 'node:crypto';
import {
  isInitializeRequest,
  isJSONRPCRequest,
  legacyStatelessFallback,
  type McpServerFactory,
  type RequestId,
  WebStandardStreamableHTTPServerTransport as SessionTransport,
} from '@modelcontextprotocol/server';
import type { Clock } from '../clock.ts';
import { followRequests, type SessionRequests } from './session-requests.ts';

export interface SessionLimits {
  /** Sessions that are open at the same time. */
  readonly maxSessions: number;
  /** Milliseconds after which a session that is not used is closed. */
  readonly maxIdleMs: number;
}

export const SESSION_LIMITS: SessionLimits = { maxSessions: 1000, maxIdleMs: 30 * 60 * 1000 };

/** Milliseconds between two searches for sessions that have expired. */
const EXPIRY_CHECK_MS = 60 * 1000;
const RETRY_AFTER_SECONDS = 5;

export interface LegacySessions {
  /** `parsedBody` is undefined where there is no body, or none that is JSON. */
  fetch(request: Request, parsedBody: unknown): Promise<Response>;
  /** Responds with an error to every request that has no response yet. */
  failRequests(message: string): Promise<void>;
  close(): Promise<void>;
}

interface Session {
  readonly transport: SessionTransport;
  requests: SessionRequests | undefined;
  /** While its first request is on its way: nothing else tells yet that it is at work. */
  isOpening: boolean;
  lastUsedAt: number;
}

/**
 * Serves clients of the revisions before 2026-07-28. In those a request is cancelled by another request,
 * and only a session connects the two, so a client that opens one with `initialize` gets one. A request
 * without a session is handled on its own.
 */
export function createLegacySessions(
  factory: McpServerFactory,
  { maxSessions, maxIdleMs }: SessionLimits,
  clock: Clock,
  onError: (error: Error) => void,
): LegacySessions {
  /** In the order of their last use. */
  const sessions = new Map<string, Session>();
  const stateless = legacyStatelessFallback(factory, onError);
  const closing = new AbortController();
  void expireUntilClosed();

  async function openSession(request: Request, parsedBody: unknown, requestId: RequestId): Promise<Response> {
    if (!makeRoom()) return allSessionsBusy(requestId, maxSessions);
    const id = randomUUID();
    const transport = new SessionTransport({ sessionIdGenerator: () => id });
    const session: Session = { transport, requests: undefined, isOpening: true, lastUsedAt: clock.now() };
    sessions.set(id, session);
    try {
      const server = await factory({ era: 'legacy' });
      await server.connect(transport);
      session.requests = followRequests(transport, () => touch(id));
      const { onclose } = transport;
      transport.onclose = () => {
        onclose?.();
        sessions.delete(id);
      };
      return await transport.handleRequest(request, { parsedBody });
    } finally {
      session.isOpening = false;
      // A request that was refused has opened nothing.
      if (transport.sessionId === undefined) {
        sessions.delete(id);
        await transport.close();
      }
    }
  }

  function touch(id: string): Session | undefined {
    const session = sessions.get(id);
    if (session === undefined) return undefined;
    session.lastUsedAt = clock.now();
    sessions.delete(id);
    sessions.set(id, session);
    return session;
  }

  /** Whether one more session may be opened, if need be in place of the longest idle one. */
  function makeRoom(): boolean {
    if (sessions.size < maxSessions) return true;
    const idle = [...sessions.values()].find((session) => !isAtWork(session));
    if (idle === undefined) return false;
    void idle.transport.close();
    return true;
  }

  function closeExpired(): void {
    for (const session of [...sessions.values()]) {
      const isExpired = clock.now() - session.lastUsedAt >= maxIdleMs;
      if (isExpired && !isAtWork(session)) void session.transport.close();
    }
  }

  async function expireUntilClosed(): Promise<void> {
    while (!closing.signal.aborted) {
      await clock.sleep(EXPIRY_CHECK_MS, closing.signal).catch(() => undefined);
      closeExpired();
    }
  }

  return {
    async fetch(request, parsedBody) {
      const id = request.headers.get('mcp-session-id');
      if (id === null) {
        const requestId = initializeRequestId(request, parsedBody);
        return requestId === undefined
          ? stateless(request, { parsedBody })
          : openSession(request, parsedBody, requestId);
      }
      return touch(id)?.transport.handleRequest(request, { parsedBody }) ?? sessionNotFound();
    },

    async failRequests(message) {
      const opened = [...sessions.values()].map(({ requests }) => requests);
      await Promise.all(opened.filter((requests) => requests !== undefined).map(({ fail }) => fail(message)));
    },

    async close() {
      closing.abort();
      await Promise.all([...sessions.values()].map(({ transport }) => transport.close()));
    },
  };
}

/** A stream that merely stands open, as a client's GET does, is no work. */
function isAtWork({ isOpening, requests }: Session): boolean {
  return isOpening || (requests?.count() ?? 0) > 0;
}

/** The id of the request that opens a session; undefined for any other request. */
function initializeRequestId({ method }: Request, body: unknown): RequestId | undefined {
  return method === 'POST' && isJSONRPCRequest(body) && isInitializeRequest(body) ? body.id : undefined;
}

/** The protocol's error for a session that has ended: the client opens a new one. */
function sessionNotFound(): Response {
  const error = { code: -32001, message: 'Session not found. Open a new one with initialize.' };
  return Response.json({ jsonrpc: '2.0', error, id: null }, { status: 404 });
}

function allSessionsBusy(id: RequestId, maxSessions: number): Response {
  const message =
    `No session can be opened: all ${maxSessions} sessions of this server have a request in progress. ` +
    `Try again in ${RETRY_AFTER_SECONDS} seconds.`;
  const headers = { 'retry-after': String(RETRY_AFTER_SECONDS) };
  return Response.json({ jsonrpc: '2.0', error: { code: -32000, message }, id }, { status: 503, headers });
}
