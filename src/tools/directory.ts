import { CallError } from '../errors.ts';
import { nearestMatch } from '../suggest.ts';
import type { ToolFacts } from './operation.ts';
import { leftOutBy, type Selection } from './select.ts';

/** Finds tools by the names that they answer to, and by no others: an exact match or none. */
export interface Directory<T extends ToolFacts> {
  /** Everything that may be called. */
  readonly offered: ReadonlyMap<string, T>;
  /**
   * @throws CallError `unknown_tool` with the nearest name that is offered, or `not_allowed` where the
   *   selection leaves the tool out.
   */
  find(name: string): T;
}

/** The tools of a catalogue within what a selection offers; `aliases` are names that they had before. */
export function createDirectory<T extends ToolFacts>(
  catalogue: ReadonlyMap<string, T>,
  selection: Selection,
  aliases: ReadonlyMap<string, string>,
): Directory<T> {
  const offered = new Map([...catalogue].filter(([, tool]) => leftOutBy(tool, selection) === null));
  return {
    offered,
    find: (name) => allow(known(aliases.get(name) ?? name, catalogue, offered.keys()), selection),
  };
}

function known<T extends ToolFacts>(
  name: string,
  tools: ReadonlyMap<string, T>,
  offered: Iterable<string>,
): T {
  const tool = tools.get(name);
  if (tool !== undefined) return tool;
  const near = nearestMatch(name, [...offered]);
  throw new CallError('unknown_tool', `There is no tool ${JSON.stringify(name.slice(0, 100))}.`, {
    hint: near === undefined ? 'List the tools for the names that exist.' : `Did you mean ${near}?`,
  });
}

function allow<T extends ToolFacts>(tool: T, selection: Selection): T {
  const flag = leftOutBy(tool, selection);
  if (flag === null) return tool;
  throw new CallError('not_allowed', `${tool.name} is not offered: this server was started with ${flag}.`, {
    hint: `Only the person who runs the server can change that, by starting it without ${flag}.`,
  });
}
