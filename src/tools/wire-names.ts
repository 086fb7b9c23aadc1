import type * as z from 'zod';
import { wireNameRegistry } from './parameters.ts';
import { schemaDefinition } from './schema-definition.ts';

/** Body keys that do not follow Civis's camelCase rule. */
const IRREGULAR_WIRE_NAMES: Readonly<Record<string, string>> = { limiting_sql: 'limitingSQL' };

export function camelCase(name: string): string {
  return (
    IRREGULAR_WIRE_NAMES[name] ?? name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  );
}

/** Renames the documented keys of a validated body value for Civis; keys of free maps are not renamed. */
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

function mapObject(
  value: unknown,
  rename: (key: string, value: unknown) => [string, unknown],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>).map(([key, inner]) => rename(key, inner)),
  );
}
