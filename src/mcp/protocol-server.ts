import {
  type McpRequestContext,
  MissingRequiredClientCapabilityError,
  Server,
  type StandardSchemaV1,
  type Tool,
} from '@modelcontextprotocol/server';
import { ConfirmationNeeded } from '../dispatch/confirmation.ts';
import { CallLeft } from '../errors.ts';
import { isObject } from '../json.ts';
import { type CallParts, handleCall } from './call-handler.ts';
import { complete } from './completion/completion.ts';
import { createObjectSearch } from './completion/object-search.ts';
import { callerOf, elicitConfirmation, TASKS_EXTENSION, takesTasks } from './elicitation.ts';
import { instructionsFor } from './instructions.ts';
import { reporterFor } from './progress.ts';
import type { Prompts } from './prompts/prompt-list.ts';
import { asProtocolError } from './resources/resource-errors.ts';
import type { Resources } from './resources/resource-list.ts';
import type { TaskMethod, Tasks } from './tasks/tasks.ts';

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
  /** Loaded when the first task is made or asked for. */
  readonly tasks: () => Promise<Tasks>;
}

/** Milliseconds in which a run may still end for its result to be returned in place of a task. */
const TASK_AFTER_MS = 2_000;

const TASK_METHODS: readonly TaskMethod[] = ['tasks/get', 'tasks/update', 'tasks/cancel'];

const REQUIRED_FOR_TASKS = { requiredCapabilities: { extensions: { [TASKS_EXTENSION]: {} } } };

/** Parameters that whoever handles them checks. */
const ANY_PARAMS: StandardSchemaV1<unknown, Readonly<Record<string, unknown>>> = {
  '~standard': {
    version: 1,
    vendor: 'civis-aiod-mcp',
    validate: (value) => ({ value: isObject(value) ? value : {} }),
  },
};

/**
 * Makes protocol servers over one shared catalogue: one for a stdio connection, one for each HTTP request.
 * The low-level handlers keep a new server cheap: nothing is registered, validated or listed again.
 */
export function createServerFactory(
  parts: ProtocolParts,
): (context: Pick<McpRequestContext, 'era'>) => Server {
  const { name, version, tools, prompts, resources, rules, log } = parts;
  const instructions = instructionsFor(tools);
  const completion = {
    sourceOfPromptArgument: prompts.completionSourceOf,
    sourceOfTemplateVariable: resources.suggestionsOf,
    search: createObjectSearch(parts.dispatch, log),
  };
  return ({ era }) => {
    const server = new Server(
      { name, version },
      {
        capabilities: {
          tools: {},
          prompts: {},
          resources: {},
          completions: {},
          // Earlier revisions have tasks of another kind: docs/decisions/0026-tasks-without-a-store.md.
          ...(era === 'modern' && { extensions: { [TASKS_EXTENSION]: {} } }),
        },
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
        ...(era === 'modern' && takesTasks(context) && { leavesAfterMs: TASK_AFTER_MS }),
      };
      const takesLinks = (server.getNegotiatedProtocolVersion() ?? '') >= LINKS_SINCE;
      const result = await handleCall(call, parts, takesLinks ? resources.linkTo : undefined);
      if (result instanceof CallLeft) return (await parts.tasks()).begin(call.name, result, call.caller);
      return result instanceof ConfirmationNeeded ? elicitConfirmation(result, rules) : result;
    });
    for (const method of era === 'modern' ? TASK_METHODS : []) {
      server.setRequestHandler(method, { params: ANY_PARAMS }, async (params, context) => {
        if (!takesTasks(context)) throw new MissingRequiredClientCapabilityError(REQUIRED_FOR_TASKS);
        const tasks = await parts.tasks();
        return tasks.handle(method, params['taskId'], {
          caller: callerOf(server, context),
          signal: context.mcpReq.signal,
        });
      });
    }
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
