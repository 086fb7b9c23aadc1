import type * as z from 'zod';
import { isObject } from '../json.ts';
import { booleanStringRegistry, csvStringRegistry } from '../tools/parameters.ts';
import { schemaDefinition } from '../tools/schema-definition.ts';

/** Deeper nesting than any operation documents; below it values are left to validation. */
const MAX_DEPTH = 12;

/**
 * Turns a value that models write in the wrong shape into the one that the schema demands, when and only
 * when the schema says what it must be and nothing is lost. Anything else is returned as it came, for
 * validation to refuse.
 */
export function coerce(schema: z.ZodType, value: unknown, depth = 0): unknown {
  if (depth > MAX_DEPTH) return value;
  const def = schemaDefinition(schema);
  switch (def.type) {
    case 'optional':
    case 'default':
      return standsForAbsent(def.innerType as z.ZodType, value)
        ? undefined
        : coerce(def.innerType as z.ZodType, value, depth);
    case 'nullable':
      return value === null ? null : coerce(def.innerType as z.ZodType, value, depth);
    case 'string':
      return coerceString(schema, value);
    case 'enum':
      return typeof value === 'number' ? String(value) : value;
    case 'number':
      return coerceNumber(value);
    case 'boolean':
      return coerceBoolean(value);
    case 'array':
      return coerceArray(def.element as z.ZodType, value, depth);
    case 'record':
      return coerceRecord(def.valueType as z.ZodType, value, depth);
    case 'object':
      return coerceObject(def.shape as Record<string, z.ZodType>, value, depth);
    default:
      return value;
  }
}

/** An absent optional is often written as null or ""; where null means something it is kept. */
function standsForAbsent(schema: z.ZodType, value: unknown): boolean {
  const def = schemaDefinition(schema);
  if (value === null) return def.type !== 'nullable';
  return value === '' && (def.type !== 'string' || isCsv(schema) || 'format' in def);
}

function coerceString(schema: z.ZodType, value: unknown): unknown {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value === 'boolean' && booleanStringRegistry.get(schema) !== undefined) return String(value);
  if (Array.isArray(value) && isCsv(schema) && value.every(isScalar)) return value.join(',');
  return value;
}

/** `get`, not `has`: a schema that was described or marked again inherits what it was registered with. */
function isCsv(schema: z.ZodType): boolean {
  return csvStringRegistry.get(schema) !== undefined;
}

function isScalar(value: unknown): boolean {
  return (typeof value === 'string' && !value.includes(',')) || typeof value === 'number';
}

function coerceNumber(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const trimmed = value.trim();
  if (!/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(trimmed)) return value;
  const number = Number(trimmed);
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? value : number;
}

/** Python writes its booleans with a capital. */
function coerceBoolean(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const word = value.trim().toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : value;
}

function coerceArray(element: z.ZodType, value: unknown, depth: number): unknown {
  const parsed = parseJsonArgument(value, '[');
  if (Array.isArray(parsed)) return parsed.map((item) => coerce(element, item, depth + 1));
  const lone = coerce(element, parsed, depth + 1);
  return element.safeParse(lone).success ? [lone] : value;
}

function coerceRecord(values: z.ZodType, value: unknown, depth: number): unknown {
  const parsed = parseJsonArgument(value, '{');
  if (!isObject(parsed)) return value;
  return Object.fromEntries(
    Object.entries(parsed).map(([key, inner]) => [key, coerce(values, inner, depth + 1)]),
  );
}

function coerceObject(shape: Record<string, z.ZodType>, value: unknown, depth: number): unknown {
  const parsed = parseJsonArgument(value, '{');
  if (!isObject(parsed)) return value;
  const entries = Object.entries(parsed).map(([key, inner]): [string, unknown] => {
    const schema = Object.hasOwn(shape, key) ? shape[key] : undefined;
    return [key, schema === undefined ? inner : coerce(schema, inner, depth + 1)];
  });
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
}

/** The value of a JSON text that begins with the expected bracket, else the value itself. */
function parseJsonArgument(value: unknown, opening: '[' | '{'): unknown {
  if (typeof value !== 'string' || !value.trimStart().startsWith(opening)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
