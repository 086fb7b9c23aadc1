import { isDeepStrictEqual } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { isObject } from '../../src/json.ts';
import type { SandboxState } from '../../src/sandbox/embedded-platforms.ts';
import type { Sandbox } from '../../src/sandbox/start-sandbox.ts';

/** The whole state of a sandbox at one moment: what its data file would hold. */
export function readState({ snapshot }: Sandbox): Buffer {
  return serialize(snapshot());
}

/**
 * The places that are not the same in both: `jobs 410007 schedule`. A field that says nothing is the same whether
 * it is null, empty or absent.
 */
export function changesBetween(before: Buffer, after: Buffer): string[] {
  if (before.equals(after)) return [];
  const [old, current] = [fieldsIn(before), fieldsIn(after)];
  const places = [...new Set([...old.keys(), ...current.keys()])];
  return places.filter((place) => !isSame(old.get(place), current.get(place))).toSorted();
}

function fieldsIn(state: Buffer): ReadonlyMap<string, unknown> {
  const { tables, objects, assets, due } = deserialize(state) as SandboxState;
  const fields = [...tables].flatMap(([table, { rows }]) =>
    rows.flatMap((row) =>
      Object.entries(row).map(([field, value]): [string, unknown] => [`${table} ${row.id} ${field}`, value]),
    ),
  );
  return new Map([...fields, ['objects', objects], ['assets', assets], ['due', due]]);
}

function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(withoutBlanks(one), withoutBlanks(other));
}

/** Without what says nothing, at any depth; undefined where nothing is left. */
function withoutBlanks(value: unknown): unknown {
  if (value === null || value === '' || value === false) return undefined;
  const isPlain = isObject(value) && Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain && !Array.isArray(value)) return value;
  const kept = Object.entries(value).flatMap(([name, inner]) => {
    const said = withoutBlanks(inner);
    return said === undefined ? [] : [[name, said] as const];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
