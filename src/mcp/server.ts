import { Server, type Tool } from '@modelcontextprotocol/server';
import { ConsentNeeded } from '../tools/consent.ts';
import { type Answering, answerCall } from './call.ts';
import { complete } from './completion.ts';
import { askThrough, callerOf } from './consent.ts';
import { reporterFor } from './progress.ts';
import type { Prompts } from './prompts/index.ts';
import type { Resources } from './resources/index.ts';
import { asProtocolError } from './resources/refuse.ts';
import { createSearch } from './search.ts';

/** The lists never change while the process runs, and are the same for everyone. */
const LIST_CACHE = { ttlMs: 5 * 60 * 1000, cacheScope: 'public' } as const;

/** Hosts of earlier revisions take a result with a link in it for a broken one. */
const LINKS_SINCE = '2025-06-18';

export interface ProtocolParts extends Answering {
  readonly name: string;
  readonly version: string;
  /** What a model is told before anything else. */
  readonly instructions: string;
  readonly tools: readonly Tool[];
  readonly prompts: Prompts;
  readonly resources: Resources;
}

/**
 * Makes protocol servers over one shared catalogue: one for a stdio connection, one for each HTTP request.
 * The low-level handlers keep a new server cheap: nothing is registered, validated or listed again.
 */
export function createServerFactory(parts: ProtocolParts): () => Server {
  const { name, version, instructions, tools, prompts, resources, rules, log } = parts;
  const completion = { prompts, resources, search: createSearch(parts.invoke, log) };
  return () => {
    const server = new Server(
      { name, version },
      {
        capabilities: { tools: {}, prompts: {}, resources: {}, completions: {} },
        instructions,
        cacheHints: {
          'tools/list': LIST_CACHE,
          'prompts/list': LIST_CACHE,
          'resources/list': LIST_CACHE,
          'resources/templates/list': LIST_CACHE,
          'server/discover': LIST_CACHE,
        },
      },
    );
    server.onerror = log.error;
    server.setRequestHandler('tools/list', () => ({ tools: [...tools] }));
    server.setRequestHandler('tools/call', async ({ params }, context) => {
      const invocation = {
        name: params.name,
        args: params.arguments ?? {},
        signal: context.mcpReq.signal,
        report: reporterFor(context, log.error),
        caller: callerOf(server, context),
      };
      const takesLinks = (server.getNegotiatedProtocolVersion() ?? '') >= LINKS_SINCE;
      const result = await answerCall(invocation, parts, takesLinks ? resources.linkTo : undefined);
      return result instanceof ConsentNeeded ? askThrough(result, rules) : result;
    });
    server.setRequestHandler('prompts/list', () => ({ prompts: [...prompts.list] }));
    server.setRequestHandler('prompts/get', ({ params }) => prompts.get(params.name, params.arguments));
    server.setRequestHandler('resources/list', () => ({ resources: [...resources.list] }));
    server.setRequestHandler('resources/templates/list', () => ({
      resourceTemplates: [...resources.templates],
    }));
    server.setRequestHandler('resources/read', ({ params }, { mcpReq }) =>
      resources.read(params.uri, mcpReq.signal).catch((cause: unknown) => {
        throw asProtocolError(cause, params.uri, rules.redact);
      }),
    );
    server.setRequestHandler('completion/complete', ({ params }, { mcpReq }) =>
      complete(params, completion, mcpReq.signal),
    );
    return server;
  };
}
