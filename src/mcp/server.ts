import { Server, type Tool } from '@modelcontextprotocol/server';
import { type Answering, answerCall } from './call.ts';
import { reporterFor } from './progress.ts';

/** The list never changes while the process runs, and is the same for everyone. */
const LIST_CACHE = { ttlMs: 5 * 60 * 1000, cacheScope: 'public' } as const;

export interface ProtocolParts extends Answering {
  readonly name: string;
  readonly version: string;
  readonly tools: readonly Tool[];
}

/**
 * Makes protocol servers over one shared catalogue: one for a stdio connection, one for each HTTP request.
 * The low-level handlers keep a new server cheap: nothing is registered, validated or listed again.
 */
export function createServerFactory(parts: ProtocolParts): () => Server {
  const { name, version, tools, log } = parts;
  return () => {
    const server = new Server(
      { name, version },
      {
        capabilities: { tools: {} },
        cacheHints: { 'tools/list': LIST_CACHE, 'server/discover': LIST_CACHE },
      },
    );
    server.onerror = log.error;
    server.setRequestHandler('tools/list', () => ({ tools: [...tools] }));
    server.setRequestHandler('tools/call', ({ params }, context) =>
      answerCall(
        {
          name: params.name,
          args: params.arguments ?? {},
          signal: context.mcpReq.signal,
          report: reporterFor(context, log.error),
        },
        parts,
      ),
    );
    return server;
  };
}
