import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../src/json.ts';
import type { SandboxState } from '../src/sandbox/embedded-platforms.ts';

/**
 * Everything that a sandbox and the local folder hold at one moment, as plain values by object:
 * `jobs/Build sales mart`. Objects are told apart by their ids, and named by what people read.
 */
export type World = ReadonlyMap<string, WorldObject>;

interface WorldObject {
  readonly label: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** One thing that is different: `jobs/Build sales mart/schedule`. A new object ends with `/+`, a lost one with `/-`. */
export interface Difference {
  readonly place: string;
  readonly was: unknown;
  readonly now: unknown;
}

/** Which reads change: how often something was read, and where the rows of a table are stored. */
const BOOKKEEPING: readonly string[] = ['pending'];

/** The world of a sandbox, with the files of the local folder by their paths. */
export function readWorld(
  { tables, objects, aiod }: SandboxState,
  files: ReadonlyMap<string, string>,
  rows: ReadonlyMap<string, unknown>,
): World {
  const names = new Map(
    [...tables].flatMap(([table, { rows: held }]) => held.map((row) => [`${table} ${row.id}`, nameOf(row)])),
  );
  const world = new Map<string, WorldObject>();
  const add = (key: string, label: string, fields: Readonly<Record<string, unknown>>) =>
    world.set(key, { label, fields });
  for (const [table, { rows: held }] of tables) {
    for (const row of held) {
      const fields = Object.entries(row).filter(([field]) => !BOOKKEEPING.includes(field));
      const plain = fields.map(([field, value]) => [
        field,
        field === 'grants' ? namedGrants(value, names) : toPlain(value),
      ]);
      add(`${table} ${row.id}`, `${table}/${labelOf(row, names)}`, Object.fromEntries(plain));
    }
  }
  for (const [key, { name, bytes }] of objects.objects) {
    add(`object ${key}`, `stored/${name}`, { bytes: bytes?.toString('base64') ?? null });
  }
  for (const [identifier, asset] of aiod?.assets ?? []) {
    const { metadata, permissions, modified: _, ...fields } = asset;
    const plain = toPlain({ ...fields, permissions, ...metadata });
    add(`asset ${identifier}`, `${asset.kind}/${String(metadata['name'])}`, isObject(plain) ? plain : {});
  }
  for (const list of ['submissions', 'reviews'] as const) {
    for (const entry of aiod?.[list] ?? [])
      add(`${list} ${entry.identifier}`, `${list}/@${entry.identifier}`, { ...entry });
  }
  for (const { user, asset } of aiod?.bookmarks ?? [])
    add(`bookmark ${user} ${asset}`, `bookmarks/${asset}`, { user });
  for (const [id, name] of aiod?.platforms ?? []) add(`platform ${id}`, `platforms/${name}`, { name });
  for (const [path, content] of files) add(`file ${path}`, `local/${path}`, { content });
  for (const [table, content] of rows) add(`rows ${table}`, `rows/${table}`, { content });
  return world;
}

/** What is different in the second world, by place. A field that says nothing may be null, empty, false or absent. */
export function differencesBetween(before: World, after: World): Difference[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const found = keys.flatMap((key): Difference[] => {
    const [old, current] = [before.get(key), after.get(key)];
    if (old === undefined) return [{ place: `${current?.label}/+`, was: undefined, now: current?.fields }];
    if (current === undefined) return [{ place: `${old.label}/-`, was: old.fields, now: undefined }];
    return fieldDifferences(old, current);
  });
  return found.toSorted((one, other) => (one.place < other.place ? -1 : 1));
}

function fieldDifferences(old: WorldObject, current: WorldObject): Difference[] {
  const fields = [...new Set([...Object.keys(old.fields), ...Object.keys(current.fields)])];
  return fields
    .map((field) => ({ place: `${old.label}/${field}`, was: old.fields[field], now: current.fields[field] }))
    .filter(({ was, now }) => !isDeepStrictEqual(withoutBlanks(was), withoutBlanks(now)));
}

type Named = Readonly<Record<string, unknown>> & { readonly id: number; readonly scope: string };

function nameOf(row: Readonly<Record<string, unknown>>): string | undefined {
  const { name, schema } = row;
  if (typeof name !== 'string' || name === '') return undefined;
  return typeof schema === 'string' ? `${schema}.${name}` : name;
}

/** What an object is called; one without a name by what it belongs to: `Build sales mart @7300123`. */
function labelOf(row: Named, names: ReadonlyMap<string, string | undefined>): string {
  const name = nameOf(row);
  if (name !== undefined) return name;
  const owner = names.get(`jobs ${row.scope}`);
  return owner === undefined ? `@${row.id}` : `${owner} @${row.id}`;
}

/** Who has which permission, by names instead of ids. */
function namedGrants(grants: unknown, names: ReadonlyMap<string, string | undefined>): unknown {
  if (!isObject(grants)) return grants;
  const named = (table: string) =>
    Object.fromEntries(
      [...((grants[table] as ReadonlyMap<number, unknown> | undefined) ?? [])].map(([id, level]) => [
        names.get(`${table} ${id}`) ?? String(id),
        level,
      ]),
    );
  return { users: named('users'), groups: named('groups') };
}

/** A value as JSON has it. Another object in it is named, since it is compared for itself. */
function toPlain(value: unknown): unknown {
  if (value instanceof Map)
    return toPlain(Object.fromEntries([...value].map(([key, inner]) => [String(key), inner])));
  if (value instanceof Set) return [...value].map(toPlain);
  if (Array.isArray(value)) return value.map(toPlain);
  if (isRow(value)) return nameOf(value) ?? value.id;
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, toPlain(inner)]));
}

function isRow(value: unknown): value is Named {
  return isObject(value) && typeof value['id'] === 'number' && typeof value['scope'] === 'string';
}

function withoutBlanks(value: unknown): unknown {
  if (value === null || value === '' || value === false) return undefined;
  if (typeof value !== 'object') return value;
  const kept = Object.entries(value).flatMap(([name, inner]) => {
    const said = withoutBlanks(inner);
    return said === undefined ? [] : [[name, said] as const];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
