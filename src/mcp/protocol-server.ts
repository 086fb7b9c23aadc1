import { Server, type Tool } from '@modelcontextprotocol/server';
import { ConfirmationNeeded } from '../dispatch/confirmation.ts';
import { type CallParts, handleCall } from './call-handler.ts';
import { complete } from './completion/completion.ts';
import { createObjectSearch } from './completion/object-search.ts';
import { callerOf, elicitConfirmation } from './elicitation.ts';
import { instructionsFor } from './instructions.ts';
import { reporterFor } from './progress.ts';
import type { Prompts } from './prompts/prompt-list.ts';
import { asProtocolError } from './resources/resource-errors.ts';
import type { Resources } from './resources/resource-list.ts';

/** The lists never change while the process runs, and are the same for everyone. */
const LIST_CACHE = { ttlMs: 5 * 60 * 1000, cacheScope: 'public' } as const;

/** Hosts of earlier revisions take a result with a link in it for a broken one. */
const LINKS_SINCE = '2025-06-18';

export interface ProtocolParts extends CallParts {
  readonly name: string;
  readonly version: string;
  readonly tools: readonly Tool[];
  readonly prompts: Prompts;
  readonly resources: Resources;
}

/**
 * Makes protocol servers over one shared catalogue: one for a stdio connection, one for each HTTP request.
 * The low-level handlers keep a new server cheap: nothing is registered, validated or listed again.
 */
export function createServerFactory(parts: ProtocolParts): () => Server {
  const { name, version, tools, prompts, resources, rules, log } = parts;
  const instructions = instructionsFor(tools);
  const completion = {
    sourceOfPromptArgument: prompts.completionSourceOf,
    sourceOfTemplateVariable: resources.suggestionsOf,
    search: createObjectSearch(parts.dispatch, log),
  };
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
      const call = {
        name: params.name,
        args: params.arguments ?? {},
        signal: context.mcpReq.signal,
        report: reporterFor(context, log.error),
        caller: callerOf(server, context),
      };
      const takesLinks = (server.getNegotiatedProtocolVersion() ?? '') >= LINKS_SINCE;
      const result = await handleCall(call, parts, takesLinks ? resources.linkTo : undefined);
      return result instanceof ConfirmationNeeded ? elicitConfirmation(result, rules) : result;
    });
    server.setRequestHandler('prompts/list', () => ({ prompts: [...prompts.list] }));
    server.setRequestHandler('prompts/get', ({ params }) => prompts.get(params.name, params.arguments));
    server.setRequestHandler('resources/list', () => ({ resources: [...resources.list] }));
    server.setRequestHandler('resources/templates/list', () => ({
      resourceTemplates: [...resources.templates],
    }));
    server.setRequestHandler('resources/read', ({ params }, { mcpReq }) =>
      resources.read(params.uri, mcpReq.signal).catch((cause: unknown) => {
        throw asProtocolError(cause, params.uri, rules.protect);
      }),
    );
    server.setRequestHandler('completion/complete', ({ params }, { mcpReq }) =>
      complete(params, completion, mcpReq.signal),
    );
    return server;
  };
}
