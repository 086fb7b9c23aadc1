import type * as z from 'zod';
import { isObject, snakeCase } from '../json.ts';
import type { Shape } from './operation.ts';
import { wireNames } from './params.ts';
import { partsOf } from './walk.ts';

/** Body keys that Civis does not spell by its own rule. */
const IRREGULAR: Readonly<Record<string, string>> = { limiting_sql: 'limitingSQL' };

export function camelCase(name: string): string {
  return IRREGULAR[name] ?? name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Renames the documented keys of a validated body value for Civis; the keys of free maps stay. */
export function toWire(schema: z.ZodType, value: unknown): unknown {
  const def = partsOf(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
      return value === null ? null : toWire(def.innerType as z.ZodType, value);
    case 'array':
      return (value as unknown[]).map((item) => toWire(def.element as z.ZodType, item));
    case 'record':
      return mapObject(value, (key, inner) => [key, toWire(def.valueType as z.ZodType, inner)]);
    case 'object': {
      const names = wireNames.get(schema)?.names ?? {};
      return mapObject(value, (key, inner) => [
        names[key] ?? camelCase(key),
        toWire(def.shape[key] as z.ZodType, inner),
      ]);
    }
    default:
      return value;
  }
}

/**
 * Brings an answer of Civis under the documented snake_case names at every depth. Fields that the
 * documentation does not know are renamed by the same rule; below a free map nothing is renamed.
 */
export function fromWire(shape: Shape, value: unknown): unknown {
  if (shape === 'map') return value;
  if (Array.isArray(value)) {
    const item = isListShape(shape) ? shape[0] : shape;
    return value.map((element) => fromWire(item, element));
  }
  if (!isObject(value)) return value;
  return mapObject(value, (key, inner) => {
    const name = snakeCase(key);
    return [name, fromWire(fieldShape(shape, name), inner)];
  });
}

/** What a shape says of one field; `any` where it says nothing. */
export function fieldShape(shape: Shape, name: string): Shape {
  const fields = isListShape(shape) ? shape[0] : shape;
  if (typeof fields === 'string' || isListShape(fields)) return 'any';
  return fields[name] ?? fields[`${name}?`] ?? 'any';
}

export function isListShape(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function mapObject(
  value: unknown,
  rename: (key: string, value: unknown) => [string, unknown],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>).map(([key, inner]) => rename(key, inner)),
  );
}
