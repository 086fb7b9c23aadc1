import { isDestructive, type Operation } from './operation.ts';

/** Which operations a server offers. What is left out here can be reached in no other way. */
export interface Selection {
  /** `civis`, `civis.jobs`, `civis.retired`, a tool's name or `*`; with `-` in front: left out, which wins. Empty: all. */
  readonly patterns: readonly string[];
  readonly readOnly: boolean;
  readonly noDestructive: boolean;
}

export const EVERYTHING: Selection = { patterns: [], readOnly: false, noDestructive: false };

/** Why the selection leaves an operation out, as a flag to name; null where it is offered. */
export function leftOutBy(operation: Operation, selection: Selection): string | null {
  if (selection.readOnly && operation.effect !== 'read') return '--read-only';
  if (selection.noDestructive && isDestructive(operation.effect)) return '--no-destructive';
  const without = selection.patterns.filter((pattern) => pattern.startsWith('-'));
  const wanted = selection.patterns.filter((pattern) => !pattern.startsWith('-'));
  if (without.some((pattern) => matches(pattern.slice(1), operation))) return '--tools';
  const named = wanted.length === 0 || wanted.some((pattern) => matches(pattern, operation));
  return named ? null : '--tools';
}

function matches(pattern: string, operation: Operation): boolean {
  return wordsFor(operation).includes(pattern);
}

/** The patterns that an operation answers to. */
function wordsFor({ name, platform, resource, retired }: Operation): string[] {
  const words = ['*', platform, `${platform}.${resource}`, name];
  return retired === null ? words : [...words, `${platform}.retired`];
}

/** Patterns that match nothing in the catalogue: a spelling mistake, or a tool that never was. */
export function unknownPatterns(patterns: readonly string[], operations: readonly Operation[]): string[] {
  return patterns.filter(
    (pattern) => !operations.some((operation) => matches(pattern.replace(/^-/, ''), operation)),
  );
}

/** Every word that a pattern may be. */
export function knownPatterns(operations: readonly Operation[]): string[] {
  return [...new Set(['*', ...operations.flatMap(wordsFor)])];
}
