import { isObject } from '../json.ts';
import type { Outcome } from '../tools/outcome.ts';

/**
 * Keeps only the named fields of each item: `id`, `last_run.state`; a name also applies inside lists. The
 * notice lists names that no item has, since they are probably misspelled.
 */
export function applyFieldMask(outcome: Outcome, fields: unknown): Outcome {
  const { value, notice } = outcome;
  if (!Array.isArray(value) || !isFieldList(fields) || fields.length === 0) return outcome;
  const paths = fields.map((name) => name.split('.'));
  const unknown = paths.filter((path) => value.length > 0 && !value.some((item) => hasPath(item, path)));
  const missing = unknown.map((path) => path.join('.'));
  const masked = { ...outcome, value: value.map((item) => keepPaths(item, paths)) };
  if (missing.length === 0) return masked;
  const told = `No item has ${missing.length === 1 ? 'the field' : 'the fields'} ${missing.join(', ')}.`;
  return { ...masked, notice: notice === undefined ? told : `${notice} ${told}` };
}

function isFieldList(fields: unknown): fields is readonly string[] {
  return Array.isArray(fields);
}

function hasPath(value: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true;
  if (Array.isArray(value)) return value.some((item) => hasPath(item, [name, ...rest]));
  return (
    isObject(value) && Object.hasOwn(value, name) && (value[name] === null || hasPath(value[name], rest))
  );
}

function keepPaths(value: unknown, paths: readonly (readonly string[])[]): unknown {
  if (paths.some((path) => path.length === 0)) return value;
  if (Array.isArray(value)) return value.map((item) => keepPaths(item, paths));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).flatMap(([name, inner]) => {
    const below = paths.filter(([head]) => head === name).map(([, ...rest]) => rest);
    return below.length === 0 ? [] : [[name, keepPaths(inner, below)] as const];
  });
  return Object.fromEntries(kept);
}
