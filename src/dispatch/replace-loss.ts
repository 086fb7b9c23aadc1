import type * as z from 'zod';
import { isObject } from '../json.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import { onReplaceRegistry } from '../tools/parameters.ts';
import { schemaDefinition } from '../tools/schema-definition.ts';

type Fields = Readonly<Record<string, z.ZodType>>;

/**
 * The fields of an object that a replacement clears: they have a value now, the request can set them, and the
 * arguments do not name them. Null where the object shows none of what the request leaves out.
 */
export function clearedFields(
  { params }: Operation,
  args: Arguments,
  current: Record<string, unknown>,
): readonly string[] | null {
  const inBody = params.filter((param) => param.in === 'body');
  // One parameter that is the whole body has no name in it.
  const whole = inBody.find((param) => param.wireName === null);
  const fields =
    whole === undefined
      ? Object.fromEntries(inBody.map(({ name, schema }) => [name, schema]))
      : fieldsOf(whole.schema);
  const given = whole === undefined ? args : args[whole.name];
  if (fields === undefined || !isObject(given)) return null;
  const omitted = Object.keys(fields).filter((name) => given[name] === undefined);
  const shown = Object.keys(fields).some((name) => name in current);
  return omitted.length > 0 && !shown ? null : clearedIn(fields, given, current);
}

function clearedIn(
  fields: Fields,
  given: Readonly<Record<string, unknown>>,
  current: Readonly<Record<string, unknown>>,
): string[] {
  return Object.entries(fields).flatMap(([name, schema]) => {
    const value = current[name];
    if (given[name] === undefined) return isCleared(schema, value) ? [name] : [];
    if (!isObject(value) || !isObject(given[name])) return [];
    return clearedInside(schema, given[name], value).map((inner) => `${name}.${inner}`);
  });
}

/** What an object that the arguments name only in part loses. */
function clearedInside(
  schema: z.ZodType,
  given: Readonly<Record<string, unknown>>,
  current: Readonly<Record<string, unknown>>,
): string[] {
  const fields = fieldsOf(schema);
  // The keys of a free map are data: each that is left out is lost.
  if (fields === undefined)
    return Object.keys(current).filter((key) => !isEmpty(current[key]) && given[key] === undefined);
  const isChoice = replaceRuleOf(schema)?.kind === 'choice';
  const replaced = Object.entries(fields).filter(([name]) => !isChoice || given[name] !== undefined);
  return clearedIn(Object.fromEntries(replaced), given, current);
}

/** Whether the value is another one after a replacement that does not name it. */
function isCleared(schema: z.ZodType, value: unknown): boolean {
  const rule = replaceRuleOf(schema);
  if (rule?.kind === 'computed') return false;
  if (rule?.kind === 'default') return value !== rule.value && !isEmpty(value, true);
  const fields = fieldsOf(schema);
  if (fields !== undefined && isObject(value)) return clearedIn(fields, {}, value).length > 0;
  return !isEmpty(value);
}

/** Whether a value says nothing; false says something where it is not the default. */
function isEmpty(value: unknown, countsFalse = false): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === '' || (value === false && !countsFalse);
}

/** The fields of an object's schema; undefined for any other schema. */
function fieldsOf(schema: z.ZodType): Fields | undefined {
  const def = schemaDefinition(withoutWrappers(schema));
  return def.type === 'object' ? (def.shape as Fields) : undefined;
}

function replaceRuleOf(schema: z.ZodType) {
  return onReplaceRegistry.get(withoutWrappers(schema));
}

function withoutWrappers(schema: z.ZodType): z.ZodType {
  const def = schemaDefinition(schema);
  return def.type === 'optional' || def.type === 'nullable'
    ? withoutWrappers(def.innerType as z.ZodType)
    : schema;
}
