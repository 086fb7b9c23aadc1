import type { Tool } from '@modelcontextprotocol/server';
import { matchesToolPattern } from '../dispatch/tool-filter.ts';
import { ConfigError } from '../errors.ts';
import { nearestMatch } from '../suggest.ts';
import type { ToolFacts } from '../tools/operation.ts';
import { didYouMean } from '../wording.ts';
import { printableJson, printableLine } from './printable.ts';
import { formatTable, type Screen } from './text-table.ts';

type Facts = ReadonlyMap<string, ToolFacts>;

/** The tools that match a pattern of `--tools`, or whose name contains it as a word would be typed. */
export function toolsLike(
  tools: readonly Tool[],
  facts: Facts,
  pattern: string | undefined,
): readonly Tool[] {
  if (pattern === undefined) return tools;
  return tools.filter(({ name }) => {
    const tool = facts.get(name);
    return name.includes(pattern) || (tool !== undefined && matchesToolPattern(pattern, tool));
  });
}

/** The tools with their effect and first sentence: one line for each, or as hosts receive them. */
export function listTools(tools: readonly Tool[], facts: Facts, asJson: boolean, screen: Screen): string {
  if (asJson) return `${printableJson({ tools })}\n`;
  const rows = tools.map(({ name, description, annotations }) => [
    name,
    facts.get(name)?.effect ?? (annotations?.readOnlyHint === true ? 'read' : 'any'),
    printableLine(description ?? '').replace(/(?<=[a-z0-9)]{2}\.) .*$/, ''),
  ]);
  return formatTable(rows, screen);
}

/** The error for a tool that `describe` does not know. */
export function unknownToolError(name: string, tools: readonly Tool[]): ConfigError {
  const near = nearestMatch(
    name,
    tools.map((tool) => tool.name),
  );
  return new ConfigError(`unknown tool ${JSON.stringify(name)}${didYouMean(near)}`);
}
