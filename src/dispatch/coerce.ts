import type * as z from 'zod';
import { isObject } from '../json.ts';
import {
  booleanStringRegistry,
  csvStringRegistry,
  emptiedByNullRegistry,
  storedTimeRegistry,
} from '../tools/parameters.ts';
import { schemaDefinition } from '../tools/schema-definition.ts';
import { wasSentAs } from '../wording.ts';
import { clipText, parameterPath } from './argument-errors.ts';
import { coerceDate, coerceTime, coerceWord, inNamespace } from './coerce-text.ts';

/** Deeper nesting than any operation documents; below it values are left to validation. */
const MAX_DEPTH = 12;

/** Receives a sentence about a value whose meaning had to be understood. */
export type Note = (notice: string) => void;

/** Where the walk through the arguments is, and who is told. */
interface Walk {
  readonly path: PropertyKey[];
  readonly note: Note;
}

/**
 * Turns a value that models write in the wrong shape into the one that the schema demands, when and only
 * when the schema says what it must be and nothing is lost. Anything else is returned as it came, for
 * validation to refuse.
 */
export function coerce(schema: z.ZodType, value: unknown, note: Note = () => undefined): unknown {
  return coerceValue(schema, value, { path: [], note });
}

function coerceValue(schema: z.ZodType, value: unknown, walk: Walk): unknown {
  if (walk.path.length > MAX_DEPTH) return value;
  const def = schemaDefinition(schema);
  switch (def.type) {
    case 'optional':
    case 'default':
      return standsForAbsent(def.innerType as z.ZodType, value)
        ? undefined
        : coerceValue(def.innerType as z.ZodType, value, walk);
    case 'nullable':
      return coerceNullable(def.innerType as z.ZodType, value, walk);
    case 'string':
      return coerceString(schema, value, walk);
    case 'enum':
      return coerceEnum(Object.values(def.entries).map(String), value);
    case 'number':
      return coerceNumber(value);
    case 'boolean':
      return coerceBoolean(value);
    case 'array':
      if (value === null && isEmptiedByNull(schema)) return [];
      return coerceArray(def.element as z.ZodType, value, walk);
    case 'record':
      return coerceRecord(def.valueType as z.ZodType, value, walk);
    case 'object':
      return coerceObject(def.shape as Record<string, z.ZodType>, value, walk);
    default:
      return value;
  }
}

function noteSent({ path, note }: Walk, sent: string, why?: string): void {
  note(wasSentAs(clipText(parameterPath(path)), clipText(sent), why));
}

/** Coerces a value inside of an array or an object. */
function coerceInner(schema: z.ZodType, value: unknown, key: PropertyKey, walk: Walk): unknown {
  walk.path.push(key);
  const coerced = coerceValue(schema, value, walk);
  walk.path.pop();
  return coerced;
}

/** An absent optional is often written as null or ""; where null means something it is kept. */
function standsForAbsent(schema: z.ZodType, value: unknown): boolean {
  const def = schemaDefinition(schema);
  if (value === null) return def.type !== 'nullable' && !isEmptiedByNull(schema);
  if (def.type === 'nullable') return standsForAbsent(def.innerType as z.ZodType, value);
  return value === '' && (def.type !== 'string' || isCsv(schema) || 'format' in def);
}

function isEmptiedByNull(schema: z.ZodType): boolean {
  return emptiedByNullRegistry.get(schema) !== undefined;
}

/**
 * Null, or the text "null": the advertised schema cannot express null, so a host that enforces it can only send
 * text. Where any text is allowed, "null" is one.
 */
function coerceNullable(schema: z.ZodType, value: unknown, walk: Walk): unknown {
  if (value === null) return null;
  if (typeof value !== 'string' || value.trim().toLowerCase() !== 'null' || isFreeText(schema)) {
    return coerceValue(schema, value, walk);
  }
  noteSent(walk, 'null');
  return null;
}

function isFreeText(schema: z.ZodType): boolean {
  const def = schemaDefinition(schema);
  return def.type === 'string' && !('format' in def) && !isCsv(schema);
}

function coerceString(schema: z.ZodType, value: unknown, walk: Walk): unknown {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (isCsv(schema)) return coerceCsv(schema, value, walk);
  if (booleanStringRegistry.get(schema) !== undefined) return coerceBooleanText(value);
  const def = schemaDefinition(schema);
  if (typeof value !== 'string' || !('format' in def)) return value;
  if (def.format === 'date') return coerceDate(value) ?? value;
  return def.format === 'datetime' ? coerceMoment(schema, value, walk) : value;
}

function coerceMoment(schema: z.ZodType, value: string, walk: Walk): string {
  const { time, isZoneAssumed } = coerceTime(value) ?? { time: value, isZoneAssumed: false };
  if (time === value || (isZoneAssumed && isStoredTime(schema, value))) return value;
  const why = isZoneAssumed ? 'a time without a zone is read as UTC' : undefined;
  noteSent(walk, time, why);
  return time;
}

function isStoredTime(schema: z.ZodType, value: string): boolean {
  return storedTimeRegistry.get(schema) !== undefined && schema.safeParse(value).success;
}

function coerceEnum(allowed: readonly string[], value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? (coerceWord(value, allowed) ?? value) : value;
}

/** `get`, not `has`: a schema that was described or marked again inherits what it was registered with. */
function isCsv(schema: z.ZodType): boolean {
  return csvStringRegistry.get(schema) !== undefined;
}

/** Each value of a comma-separated list, in the spelling that the platform takes. */
function coerceCsv(schema: z.ZodType, value: unknown, walk: Walk): unknown {
  const joined = Array.isArray(value) && value.every(isScalar) ? value.join(',') : value;
  if (typeof joined !== 'string') return joined;
  const { values, namespace } = csvStringRegistry.get(schema) ?? { values: null };
  const given = joined.split(',').map((word) => word.trim());
  if (namespace === undefined) return given.map((word) => coerceWord(word, values ?? []) ?? word).join(',');
  const sent = given.map((word) => inNamespace(namespace, word)).join(',');
  if (sent !== given.join(',')) noteSent(walk, sent);
  return sent;
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

function coerceBooleanText(value: unknown): unknown {
  const flag = coerceBoolean(value);
  return typeof flag === 'boolean' ? String(flag) : value;
}

function coerceArray(element: z.ZodType, value: unknown, walk: Walk): unknown {
  const parsed = parseJsonArgument(value, '[');
  if (Array.isArray(parsed)) return parsed.map((item, index) => coerceInner(element, item, index, walk));
  const lone = coerceInner(element, parsed, 0, walk);
  return element.safeParse(lone).success ? [lone] : value;
}

function coerceRecord(values: z.ZodType, value: unknown, walk: Walk): unknown {
  const parsed = parseJsonArgument(value, '{');
  if (!isObject(parsed)) return value;
  return Object.fromEntries(
    Object.entries(parsed).map(([key, inner]) => [key, coerceInner(values, inner, key, walk)]),
  );
}

function coerceObject(shape: Record<string, z.ZodType>, value: unknown, walk: Walk): unknown {
  const parsed = parseJsonArgument(value, '{');
  if (!isObject(parsed)) return value;
  const entries = Object.entries(parsed).map(([key, inner]): [string, unknown] => {
    const schema = Object.hasOwn(shape, key) ? shape[key] : undefined;
    return [key, schema === undefined ? inner : coerceInner(schema, inner, key, walk)];
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
