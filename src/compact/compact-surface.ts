import type { DispatchParts } from '../dispatch/dispatch.ts';
import { createToolSuggester, didYouMeanTools } from '../dispatch/suggest-tools.ts';
import type { CompactTool, Dispatch, DispatchResult, ToolCall } from '../dispatch/tool-call.ts';
import type { Tool } from '../dispatch/tool-catalogue.ts';
import { createToolRegistry, unknownTool } from '../dispatch/tool-registry.ts';
import { withoutWrapper } from '../dispatch/unwrap-arguments.ts';
import { isObject } from '../json.ts';
import { createSearch } from '../tools/search/operation-search.ts';
import type { Workflow } from '../workflows/workflow.ts';
import { describeTool } from './describe-operations.ts';
import { listedWithin } from './listed-tools.ts';
import { changeTool, readTool } from './run-operation.ts';
import { withSchemaExcerpt } from './schema-excerpt.ts';
import { searchTool } from './search-operations.ts';
import { isSurfaceName, nearestSurfaceTools } from './surface-names.ts';

export interface CompactSurface {
  /** The tools that are listed, in addition to the workflows. */
  readonly tools: readonly CompactTool[];
  readonly workflows: readonly Workflow[];
  /** Dispatches calls of these tools, and passes all others on. */
  readonly dispatch: Dispatch;
}

export type CompactParts = Pick<DispatchParts, 'catalogue' | 'aliases' | 'filter'> & {
  readonly dispatch: Dispatch;
  /** Whether descriptions hold the schemas of results. */
  readonly outputSchemas?: boolean;
  /** Why operations of a platform are missing at this moment. Default: none are. */
  readonly missing?: () => readonly string[];
};

/**
 * A few tools to find, describe and run every offered operation. What they run is dispatched like any other
 * call; operations that the filter excludes are neither found, described nor run.
 */
export function createCompactSurface({
  catalogue,
  aliases,
  filter,
  dispatch,
  outputSchemas = false,
  missing = () => [],
}: CompactParts): CompactSurface {
  const registry = createToolRegistry(catalogue, filter, aliases);
  const offered = [...registry.offered.values()];
  const operations = offered.filter((tool) => tool.kind === 'operation');
  const workflows = Object.freeze(offered.filter((tool) => tool.kind === 'workflow'));
  const search = createSearch(operations);
  const suggest = createToolSuggester(registry.offered, () => Promise.resolve(search));

  async function find(name: string): Promise<Tool> {
    const tool = registry.lookUp(name);
    if (tool !== undefined) return tool;
    const near = await suggest(name);
    const similar = near.length === 0 ? 'No similar name was found.' : `Similar names: ${near.join(', ')}.`;
    const hint = [similar, 'Use operations_search to find others.', ...missing()].join(' ');
    throw unknownTool(name, hint);
  }

  /** Runs a tool of the catalogue, for a caller that has seen neither its schema nor a list of names. */
  async function runOffered(call: ToolCall): Promise<DispatchResult> {
    const tool = await find(call.name);
    return dispatch(call).catch((cause: unknown) => {
      throw withSchemaExcerpt(cause, tool);
    });
  }

  /** `operations_run` does not say whether it reads; what it is to run does. */
  async function refuseSurfaceName({ name, args }: ToolCall): Promise<never> {
    const inner = isObject(args) ? args['name'] : undefined;
    const effect = typeof inner === 'string' ? registry.lookUp(inner)?.effect : undefined;
    throw unknownTool(name, didYouMeanTools(nearestSurfaceTools(name, effect)));
  }

  const runner = { knows: registry.knows, run: runOffered };
  const tools = [
    searchTool({ search, operations, workflows, missing }),
    describeTool({ operations, workflows, find, outputSchemas }),
    readTool(runner),
    changeTool(runner),
  ];
  const byName = new Map(tools.map((tool) => [tool.name, tool]));

  return {
    tools: Object.freeze(listedWithin(tools, offered)),
    workflows,
    dispatch: async (call) => {
      const own = byName.get(call.name);
      if (own === undefined) {
        return isSurfaceName(call.name) ? refuseSurfaceName(call) : runOffered(call);
      }
      const args = own.output === null ? call.args : withoutWrapper(own, call.args);
      return own.call({ ...call, args }).catch((cause: unknown) => {
        throw withSchemaExcerpt(cause, own);
      });
    },
  };
}
