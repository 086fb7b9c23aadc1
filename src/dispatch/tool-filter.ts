import { globMatcher } from '../glob.ts';
import { TOOLSETS, type Toolset } from '../tools/catalogue/toolsets.ts';
import { isDestructive } from '../tools/effect.ts';
import type { ToolFacts } from '../tools/operation.ts';

/** Which tools a server offers. What is left out here can be reached in no other way. */
export interface ToolFilter {
  /**
   * A platform, `civis.jobs`, `civis.retired`, `workflows` (the tools), `effect:read`, a tool's name, any of them with `*` in
   * it, or a toolset; with `-` in front: left out, which wins. Empty: all.
   */
  readonly patterns: readonly string[];
  readonly readOnly: boolean;
  readonly noDestructive: boolean;
}

export const ALL_TOOLS: ToolFilter = { patterns: [], readOnly: false, noDestructive: false };

/** Why the selection leaves a tool out, as a flag to name; null where it is offered. */
export function excludedBy(tool: ToolFacts, selection: ToolFilter): string | null {
  if (selection.readOnly && tool.effect !== 'read') return '--read-only';
  if (selection.noDestructive && isDestructive(tool.effect)) return '--no-destructive';
  const without = selection.patterns.filter((pattern) => pattern.startsWith('-'));
  const wanted = selection.patterns.filter((pattern) => !pattern.startsWith('-'));
  if (without.some((pattern) => matchesToolPattern(pattern.slice(1), tool))) return '--tools';
  const named = wanted.length === 0 || wanted.some((pattern) => isIncluded(pattern, tool));
  return named ? null : '--tools';
}

/** A toolset includes no retired tools; excluding it excludes them as well. */
function isIncluded(pattern: string, tool: ToolFacts): boolean {
  return matchesToolPattern(pattern, tool) && (tool.retired === null || toolsetOf(pattern) === undefined);
}

/**
 * Whether a pattern asks for a tool as such: by its name or its resource, or by a toolset that does. Operations
 * beyond the documented ones are not listed for a whole platform or `*`, which would be more than hosts take.
 */
export function isRequestedByName(tool: ToolFacts, patterns: readonly string[]): boolean {
  const words = [tool.name, `${tool.platform}.${tool.resource}`];
  const names = (list: readonly string[]) => words.some((word) => list.includes(word));
  return (
    names(patterns) ||
    patterns.some((pattern) => names(toolsetOf(pattern)?.include ?? []) && matchesToolPattern(pattern, tool))
  );
}

function toolsetOf(pattern: string): Toolset | undefined {
  return Object.hasOwn(TOOLSETS, pattern) ? TOOLSETS[pattern] : undefined;
}

/** Whether one pattern of `--tools` matches a tool. */
export function matchesToolPattern(pattern: string, tool: ToolFacts): boolean {
  const toolset = toolsetOf(pattern);
  if (toolset !== undefined) {
    const has = (patterns: readonly string[]) => patterns.some((inner) => matchesToolPattern(inner, tool));
    return has(toolset.include) && !has(toolset.exclude);
  }
  const words = patternsMatching(tool);
  return pattern.includes('*') ? words.some(globMatcher(pattern)) : words.includes(pattern);
}

/** The patterns that match a tool, except toolsets. Civis has a resource of its own that is called workflows. */
function patternsMatching({ kind, name, platform, resource, effect, retired }: ToolFacts): string[] {
  return [
    name,
    platform,
    kind === 'workflow' ? 'workflows' : `${platform}.${resource}`,
    `effect:${effect}`,
    ...(retired === null ? [] : [`${platform}.retired`]),
  ];
}

/** Patterns that match nothing in the catalogue: a spelling mistake, or a tool that never was. */
export function unknownPatterns(patterns: readonly string[], tools: readonly ToolFacts[]): string[] {
  return patterns.filter(
    (pattern) => !tools.some((tool) => matchesToolPattern(pattern.replace(/^-/, ''), tool)),
  );
}

/** Every word that a pattern may be. */
export function knownPatterns(tools: readonly ToolFacts[]): string[] {
  return [...new Set(['*', ...Object.keys(TOOLSETS), ...tools.flatMap(patternsMatching)])];
}
