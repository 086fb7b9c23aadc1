import { CallError } from '../errors.ts';
import { nearestMatch } from '../suggest.ts';
import type { ToolFacts } from '../tools/operation.ts';
import { excludedBy, type ToolFilter } from './tool-filter.ts';

/** Finds tools by their exact names. */
export interface ToolRegistry<T extends ToolFacts> {
  /** Everything that may be called. */
  readonly offered: ReadonlyMap<string, T>;
  /**
   * @throws CallError `unknown_tool` with the nearest name that is offered, or `not_allowed` where the
   *   selection leaves the tool out.
   */
  find(name: string): T;
}

/** The tools of a catalogue within what a selection offers; `aliases` are names that they had before. */
export function createToolRegistry<T extends ToolFacts>(
  catalogue: ReadonlyMap<string, T>,
  selection: ToolFilter,
  aliases: ReadonlyMap<string, string>,
): ToolRegistry<T> {
  const offered = new Map([...catalogue].filter(([, tool]) => excludedBy(tool, selection) === null));
  return {
    offered,
    find: (name) => {
      const current = aliases.get(name) ?? name;
      return offered.get(current) ?? requireOffered(findKnown(current, catalogue, offered.keys()), selection);
    },
  };
}

function findKnown<T extends ToolFacts>(
  name: string,
  tools: ReadonlyMap<string, T>,
  offered: Iterable<string>,
): T {
  const tool = tools.get(name);
  if (tool !== undefined) return tool;
  const near = nearestMatch(name, [...offered]);
  throw new CallError('unknown_tool', `Unknown tool ${JSON.stringify(name.slice(0, 100))}.`, {
    hint: near === undefined ? 'List the tools to see their names.' : `Did you mean ${near}?`,
  });
}

function requireOffered<T extends ToolFacts>(tool: T, selection: ToolFilter): T {
  const flag = excludedBy(tool, selection);
  if (flag === null) return tool;
  throw new CallError('not_allowed', `${tool.name} is not available: this server was started with ${flag}.`, {
    hint: `Only the person who runs the server can change this, by starting it without ${flag}.`,
  });
}
