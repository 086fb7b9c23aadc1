import { Server, type Tool } from '@modelcontextprotocol/server';
import type { Invoke } from '../tools/invoke.ts';
import { answerCall } from './call.ts';
import { reporterFor } from './progress.ts';
import type { ResultRules } from './result.ts';

/** The list never changes while the process runs, and is the same for everyone. */
const LIST_CACHE = { ttlMs: 5 * 60 * 1000, cacheScope: 'public' } as const;

export interface ProtocolParts {
  readonly name: string;
  readonly version: string;
  readonly tools: readonly Tool[];
  readonly invoke: Invoke;
  readonly rules: ResultRules;
  readonly onError: (error: Error) => void;
}

/**
 * Makes protocol servers over one shared catalogue: one for a stdio connection, one for each HTTP request.
 * The low-level handlers keep a new server cheap: nothing is registered, validated or listed again.
 */
export function createServerFactory(parts: ProtocolParts): () => Server {
  const { name, version, tools, invoke, rules, onError } = parts;
  return () => {
    const server = new Server(
      { name, version },
      {
        capabilities: { tools: {} },
        cacheHints: { 'tools/list': LIST_CACHE, 'server/discover': LIST_CACHE },
      },
    );
    server.onerror = onError;
    server.setRequestHandler('tools/list', () => ({ tools: [...tools] }));
    server.setRequestHandler('tools/call', ({ params }, context) =>
      answerCall(
        {
          name: params.name,
          args: params.arguments ?? {},
          signal: context.mcpReq.signal,
          report: reporterFor(context, onError),
        },
        invoke,
        rules,
      ),
    );
    return server;
  };
}
