import type * as z from 'zod';
import { wireNameRegistry } from './params.ts';
import { schemaDefinition } from './walk.ts';

/** Body keys that Civis does not spell by its own rule. */
const IRREGULAR_WIRE_NAMES: Readonly<Record<string, string>> = { limiting_sql: 'limitingSQL' };

export function camelCase(name: string): string {
  return (
    IRREGULAR_WIRE_NAMES[name] ?? name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  );
}

/** Keys that were spelled before: the same few hundred come with every answer. */
const spelled = new Map<string, string>();
/** A platform's free maps may hold any number of keys. */
const MOST_SPELLED = 5_000;

export function snakeCase(key: string): string {
  const before = spelled.get(key);
  if (before !== undefined) return before;
  const name = key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
  if (spelled.size < MOST_SPELLED) spelled.set(key, name);
  return name;
}

/** Renames the documented keys of a validated body value for Civis; the keys of free maps stay. */
export function toWireNames(schema: z.ZodType, value: unknown): unknown {
  const def = schemaDefinition(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
      return value === null ? null : toWireNames(def.innerType as z.ZodType, value);
    case 'array':
      return (value as unknown[]).map((item) => toWireNames(def.element as z.ZodType, item));
    case 'record':
      return mapObject(value, (key, inner) => [key, toWireNames(def.valueType as z.ZodType, inner)]);
    case 'object': {
      const names = wireNameRegistry.get(schema)?.names ?? {};
      return mapObject(value, (key, inner) => [
        names[key] ?? camelCase(key),
        toWireNames(def.shape[key] as z.ZodType, inner),
      ]);
    }
    default:
      return value;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value nests further than so many levels; counted level by level, so that no depth exhausts the stack. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  let level = [value];
  for (let depth = 0; depth <= levels && level.length > 0; depth += 1) {
    level = level.flatMap((inner) =>
      typeof inner === 'object' && inner !== null ? Object.values(inner) : [],
    );
  }
  return level.length > 0;
}

function mapObject(
  value: unknown,
  rename: (key: string, value: unknown) => [string, unknown],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>).map(([key, inner]) => rename(key, inner)),
  );
}
