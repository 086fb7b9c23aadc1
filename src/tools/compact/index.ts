import { CallError } from '../../errors.ts';
import { createDirectory } from '../directory.ts';
import type { Tool } from '../index.ts';
import type { Invocation, Invoke, InvokeParts } from '../invoke.ts';
import { createSearch } from '../search/operation-search.ts';
import { isObject } from '../wire.ts';
import type { Workflow } from '../workflows/workflow.ts';
import type { CatalogueTool, Checked } from './catalogue-tool.ts';
import { describeTool } from './describe.ts';
import { relevantPart } from './relevant.ts';
import { changeTool, readTool } from './run.ts';
import { searchTool } from './search.ts';

/** Names that an error offers in place of one that nobody has. */
const MOST_GUESSES = 3;

export interface CompactSurface {
  /** What is listed: these, and what people need most. */
  readonly tools: readonly CatalogueTool[];
  readonly workflows: readonly Workflow[];
  /** The way in, with these tools in front of it. */
  readonly invoke: Invoke;
}

export type CompactParts = Pick<InvokeParts, 'catalogue' | 'aliases' | 'selection'> & {
  readonly invoke: Invoke;
};

/**
 * A few tools through which every offered operation can be found, understood and run. What they run goes the
 * way of every call; what the selection leaves out they neither find, describe nor run.
 */
export function createCompactSurface({
  catalogue,
  aliases,
  selection,
  invoke,
}: CompactParts): CompactSurface {
  const directory = createDirectory(catalogue, selection, aliases);
  const offered = [...directory.offered.values()];
  const changes = offered.map(({ effect }) => effect).filter((effect) => effect !== 'read');
  const operations = offered.filter((tool) => tool.kind === 'operation');
  const search = createSearch(operations);
  const tools = [
    searchTool(search, operations),
    describeTool(directory),
    readTool(invoke),
    changeTool(invoke, changes),
  ];
  const byName = new Map(tools.map((tool) => [tool.name, tool]));

  /** The tool that a call is about in the end, where there is one. */
  function subjectOf(own: CatalogueTool | undefined, { name, args }: Invocation): Checked | undefined {
    const runs = own !== undefined && own.output === null;
    const inner = runs && isObject(args) ? args['name'] : undefined;
    if (own !== undefined && typeof inner !== 'string') return own;
    return found(typeof inner === 'string' ? inner : name) ?? own;
  }

  function found(name: string): Tool | undefined {
    try {
      return directory.find(name);
    } catch {
      // Whoever names what is not offered is told so by the call itself.
      return undefined;
    }
  }

  /** The same failure, with what a caller needs who has seen no schema and no list of names. */
  function explained(cause: CallError, own: CatalogueTool | undefined, invocation: Invocation): CallError {
    const subject = subjectOf(own, invocation);
    const schema = subject && relevantPart(subject, invocation.args, cause.details.faulty);
    const part = schema === undefined ? {} : { schema };
    if (cause.kind !== 'unknown_tool') return cause.with(part);
    const name = isObject(invocation.args) ? invocation.args['name'] : undefined;
    return cause.with({
      ...part,
      hint: `${namesNear(String(name ?? invocation.name))} operations_search finds others.`,
    });
  }

  function namesNear(name: string): string {
    const { operations: near } = search.find(name.replaceAll('_', ' '), MOST_GUESSES);
    return near.length === 0
      ? 'No name is like it.'
      : `Names like it: ${near.map((each) => each.name).join(', ')}.`;
  }

  return {
    // Where nothing can be changed there is no tool to do it with; whoever calls it is told why.
    tools: Object.freeze(changes.length > 0 ? tools : tools.slice(0, -1)),
    workflows: Object.freeze(offered.filter((tool) => tool.kind === 'workflow')),
    invoke: async (invocation) => {
      const own = byName.get(invocation.name);
      return (own === undefined ? invoke(invocation) : own.answer(invocation)).catch((cause: unknown) => {
        throw cause instanceof CallError ? explained(cause, own, invocation) : cause;
      });
    },
  };
}
