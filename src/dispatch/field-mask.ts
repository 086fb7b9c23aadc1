import { isObject } from '../json.ts';
import { nearestMatch } from '../suggest.ts';

/** Names of the items' fields that a misspelled one is compared with. */
const MAX_KNOWN_NAMES = 300;
const MAX_KNOWN_DEPTH = 3;

/** Keeps some fields of each item of a list. */
export interface FieldMask {
  /** The item without the other fields. */
  apply(item: unknown): unknown;
  /** Names that no item had, each with the nearest one that an item has: they are probably misspelled. */
  missing(): { readonly name: string; readonly nearest: string | undefined }[];
}

/**
 * The mask of these names: `id`, `last_run.state`, `lastRun.state`, or several as `id,name`; a name also applies
 * inside lists. Null where none is given.
 */
export function createFieldMask(fields: unknown): FieldMask | null {
  const names = isFieldList(fields) ? [...new Set(fields.flatMap(splitFieldNames))] : [];
  if (names.length === 0) return null;
  const paths = names.map((name) => name.split('.'));
  const known = new Set<string>();
  let unseen = paths;
  return {
    apply(item) {
      unseen = unseen.filter((path) => !hasPath(item, path));
      if (unseen.length > 0) collectNames(item, [], known);
      return keepPaths(item, paths);
    },
    missing: () =>
      unseen.map((path) => ({ name: path.join('.'), nearest: nearestMatch(path.join('.'), [...known]) })),
  };
}

function splitFieldNames(names: string): string[] {
  return names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Adds the names of an item's fields, with those below: `author`, `author.name`. Other keys are data. */
function collectNames(value: unknown, above: readonly string[], known: Set<string>): void {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (!isObject(first) || above.length === MAX_KNOWN_DEPTH) return;
  for (const [name, inner] of Object.entries(first)) {
    if (known.size >= MAX_KNOWN_NAMES) return;
    if (!/^\w{1,60}$/.test(name)) continue;
    known.add([...above, name].join('.'));
    collectNames(inner, [...above, name], known);
  }
}

/** The key that a name means: itself, or the documented spelling of a camelCase one. */
function presentKey(value: Record<string, unknown>, name: string): string {
  return Object.hasOwn(value, name) ? name : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
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
  if (!isObject(value)) return false;
  const key = presentKey(value, name);
  return Object.hasOwn(value, key) && (value[key] === null || hasPath(value[key], rest));
}

function keepPaths(value: unknown, paths: readonly (readonly string[])[]): unknown {
  if (paths.some((path) => path.length === 0)) return value;
  if (Array.isArray(value)) return value.map((item) => keepPaths(item, paths));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).flatMap(([name, inner]) => {
    const below = paths
      .filter(([head]) => head !== undefined && presentKey(value, head) === name)
      .map(([, ...rest]) => rest);
    return below.length === 0 ? [] : [[name, keepPaths(inner, below)] as const];
  });
  return Object.fromEntries(kept);
}
