import { isDestructive, type ToolFacts } from './operation.ts';

/** Which tools a server offers. What is left out here can be reached in no other way. */
export interface Selection {
  /** `civis`, `civis.jobs`, `civis.retired`, a tool's name or `*`; with `-` in front: left out, which wins. Empty: all. */
  readonly patterns: readonly string[];
  readonly readOnly: boolean;
  readonly noDestructive: boolean;
}

export const EVERYTHING: Selection = { patterns: [], readOnly: false, noDestructive: false };

/** Why the selection leaves a tool out, as a flag to name; null where it is offered. */
export function leftOutBy(tool: ToolFacts, selection: Selection): string | null {
  if (selection.readOnly && tool.effect !== 'read') return '--read-only';
  if (selection.noDestructive && isDestructive(tool.effect)) return '--no-destructive';
  const without = selection.patterns.filter((pattern) => pattern.startsWith('-'));
  const wanted = selection.patterns.filter((pattern) => !pattern.startsWith('-'));
  if (without.some((pattern) => matches(pattern.slice(1), tool))) return '--tools';
  const named = wanted.length === 0 || wanted.some((pattern) => matches(pattern, tool));
  return named ? null : '--tools';
}

/**
 * Whether a pattern asks for a tool as such: by its name or its resource. Operations beyond the documented
 * ones are not listed for a whole platform or `*`, which would be more than hosts take.
 */
export function isAskedFor({ name, platform, resource }: ToolFacts, patterns: readonly string[]): boolean {
  return patterns.includes(name) || patterns.includes(`${platform}.${resource}`);
}

function matches(pattern: string, tool: ToolFacts): boolean {
  return wordsFor(tool).includes(pattern);
}

/** The patterns that a tool answers to. */
function wordsFor({ name, platform, resource, retired }: ToolFacts): string[] {
  const words = ['*', platform, `${platform}.${resource}`, name];
  return retired === null ? words : [...words, `${platform}.retired`];
}

/** Patterns that match nothing in the catalogue: a spelling mistake, or a tool that never was. */
export function unknownPatterns(patterns: readonly string[], tools: readonly ToolFacts[]): string[] {
  return patterns.filter((pattern) => !tools.some((tool) => matches(pattern.replace(/^-/, ''), tool)));
}

/** Every word that a pattern may be. */
export function knownPatterns(tools: readonly ToolFacts[]): string[] {
  return [...new Set(['*', ...tools.flatMap(wordsFor)])];
}
