import { isObject } from '../json.ts';

/** Keeps some fields of each item of a list. */
export interface FieldMask {
  /** The item without the other fields. */
  apply(item: unknown): unknown;
  /** Names that no item had: they are probably misspelled. */
  missing(): string[];
}

/** The mask of these names: `id`, `last_run.state`; a name also applies inside lists. Null where none is given. */
export function createFieldMask(fields: unknown): FieldMask | null {
  if (!isFieldList(fields) || fields.length === 0) return null;
  const paths = fields.map((name) => name.split('.'));
  let unseen = paths;
  return {
    apply(item) {
      if (unseen.length > 0) unseen = unseen.filter((path) => !hasPath(item, path));
      return keepPaths(item, paths);
    },
    missing: () => unseen.map((path) => path.join('.')),
  };
}

/** Each item of a list without these fields. */
export function omitFields(value: unknown, names: readonly string[]): unknown {
  if (names.length === 0 || !Array.isArray(value)) return value;
  return value.map((item) => (isObject(item) ? without(item, names) : item));
}

function without(item: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)));
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
