import type { DispatchParts } from '../dispatch/dispatch.ts';
import type { CompactTool, Dispatch, ToolCall } from '../dispatch/tool-call.ts';
import type { Tool } from '../dispatch/tool-catalogue.ts';
import { createToolRegistry } from '../dispatch/tool-registry.ts';
import { CallError } from '../errors.ts';
import { isObject } from '../json.ts';
import type { ValidatedTool } from '../tools/operation.ts';
import { createSearch } from '../tools/search/operation-search.ts';
import type { Workflow } from '../workflows/workflow.ts';
import { describeTool } from './describe-operations.ts';
import { listedWithin } from './listed-tools.ts';
import { changeTool, readTool } from './run-operation.ts';
import { schemaExcerpt } from './schema-excerpt.ts';
import { searchTool } from './search-operations.ts';

/** Maximum number of names that an error suggests for an unknown one. */
const MAX_SUGGESTED_NAMES = 3;

export interface CompactSurface {
  /** The tools that are listed, in addition to the workflows. */
  readonly tools: readonly CompactTool[];
  readonly workflows: readonly Workflow[];
  /** Dispatches calls of these tools, and passes all others on. */
  readonly dispatch: Dispatch;
}

export type CompactParts = Pick<DispatchParts, 'catalogue' | 'aliases' | 'filter'> & {
  readonly dispatch: Dispatch;
};

/**
 * A few tools to find, describe and run every offered operation. What they run is dispatched like any other
 * call; operations that the filter excludes are neither found, described nor run.
 */
export function createCompactSurface({ catalogue, aliases, filter, dispatch }: CompactParts): CompactSurface {
  const registry = createToolRegistry(catalogue, filter, aliases);
  const offered = [...registry.offered.values()];
  const operations = offered.filter((tool) => tool.kind === 'operation');
  const search = createSearch(operations);
  const tools = [
    searchTool(search, operations),
    describeTool(registry),
    readTool(dispatch),
    changeTool(dispatch),
  ];
  const byName = new Map(tools.map((tool) => [tool.name, tool]));

  /** The tool that a call runs in the end, if there is one. */
  function subjectOf(own: CompactTool | undefined, { name, args }: ToolCall): ValidatedTool | undefined {
    const runs = own !== undefined && own.output === null;
    const inner = runs && isObject(args) ? args['name'] : undefined;
    if (own !== undefined && typeof inner !== 'string') return own;
    return found(typeof inner === 'string' ? inner : name) ?? own;
  }

  function found(name: string): Tool | undefined {
    try {
      return registry.find(name);
    } catch {
      // The call itself fails with the error for an unknown name.
      return undefined;
    }
  }

  /** The same failure, with what a caller needs that has seen neither schemas nor a list of names. */
  function explained(cause: CallError, own: CompactTool | undefined, call: ToolCall): CallError {
    const subject = subjectOf(own, call);
    const schema = subject && schemaExcerpt(subject, call.args, cause.details.faulty);
    const part = schema === undefined ? {} : { schema };
    if (cause.kind !== 'unknown_tool') return cause.with(part);
    const name = isObject(call.args) ? call.args['name'] : undefined;
    return cause.with({
      ...part,
      hint: `${namesNear(typeof name === 'string' ? name : call.name)} Use operations_search to find others.`,
    });
  }

  function namesNear(name: string): string {
    const { operations: near } = search.find(name.replaceAll('_', ' '), MAX_SUGGESTED_NAMES);
    return near.length === 0
      ? 'No similar name was found.'
      : `Similar names: ${near.map((each) => each.name).join(', ')}.`;
  }

  return {
    tools: Object.freeze(listedWithin(tools, offered)),
    workflows: Object.freeze(offered.filter((tool) => tool.kind === 'workflow')),
    dispatch: async (call) => {
      const own = byName.get(call.name);
      return (own === undefined ? dispatch(call) : own.call(call)).catch((cause: unknown) => {
        throw cause instanceof CallError ? explained(cause, own, call) : cause;
      });
    },
  };
}
