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

/**
 * Renames the documented keys of a body for Civis; keys of free maps are not renamed. What the schema does not know
 * stays as it is: an update sends back what it read.
 */
export function toWireNames(schema: z.ZodType, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const def = schemaDefinition(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
      return toWireNames(def.innerType as z.ZodType, value);
    case 'array':
      return Array.isArray(value) ? value.map((item) => toWireNames(def.element as z.ZodType, item)) : value;
    case 'record':
      return mapObject(value, (key, inner) => [key, toWireNames(def.valueType as z.ZodType, inner)]);
    case 'object': {
      const names = wireNameRegistry.get(schema)?.names ?? {};
      return mapObject(value, (key, inner) => {
        const known = Object.hasOwn(def.shape, key) ? (def.shape[key] as z.ZodType) : undefined;
        return known === undefined ? [key, inner] : [names[key] ?? camelCase(key), toWireNames(known, inner)];
      });
    }
    default:
      return value;
  }
}

function mapObject(value: object, rename: (key: string, value: unknown) => [string, unknown]): unknown {
  if (Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => rename(key, inner)));
}
