import { CallError } from '../errors.ts';
import type { ToolFacts } from '../tools/operation.ts';
import { createNameReader } from './name-reading.ts';
import { MAX_NAME_CHARS } from './name-words.ts';
import { excludedBy, type ToolFilter } from './tool-filter.ts';

/** Finds tools by their names. */
export interface ToolRegistry<T extends ToolFacts> {
  /** Everything that may be called. */
  readonly offered: ReadonlyMap<string, T>;
  /**
   * The tool that is called so, or that a name in another spelling means; undefined if there is none.
   *
   * @throws CallError `not_allowed` where the selection leaves the tool out.
   */
  lookUp(name: string): T | undefined;
  /** Whether a tool is called so, whether or not it is offered. */
  knows(name: string): boolean;
  /** @throws CallError the same, and `unknown_tool`. */
  find(name: string): T;
}

/** The tools of a catalogue within what a selection offers; `aliases` are names that they had before. */
export function createToolRegistry<T extends ToolFacts>(
  catalogue: ReadonlyMap<string, T>,
  selection: ToolFilter,
  aliases: ReadonlyMap<string, string>,
): ToolRegistry<T> {
  const offered = new Map([...catalogue].filter(([, tool]) => excludedBy(tool, selection) === null));
  const readName = createNameReader(catalogue);
  const known = (name: string) => catalogue.get(aliases.get(name) ?? name) ?? readName(name);
  const lookUp = (name: string) => {
    const tool = known(name);
    return tool === undefined ? undefined : requireOffered(tool, selection);
  };
  return {
    offered,
    lookUp,
    knows: (name) => known(name) !== undefined,
    find: (name) => {
      const tool = lookUp(name);
      if (tool === undefined) throw unknownTool(name);
      return tool;
    },
  };
}

/** The error for a name that no tool has. */
export function unknownTool(name: string, hint = 'List the tools to see their names.'): CallError {
  const quoted = JSON.stringify(name.slice(0, MAX_NAME_CHARS));
  return new CallError('unknown_tool', `Unknown tool ${quoted}.`, { hint });
}

function requireOffered<T extends ToolFacts>(tool: T, selection: ToolFilter): T {
  const flag = excludedBy(tool, selection);
  if (flag === null) return tool;
  const isBound = flag === selection.dataBoundBy;
  const why = isBound ? ', and this tool could reach other data' : '';
  const instead = isBound ? 'Use civis_query, civis_tables, civis_table or civis_import_file. ' : '';
  throw new CallError(
    'not_allowed',
    `${tool.name} is not available: this server was started with ${flag}${why}.`,
    {
      hint: `${instead}Only the person who runs the server can change this, by starting it without ${flag}.`,
    },
  );
}
