import { isObject, setOwn } from '../../json.ts';
import type { PortableSchema } from '../../tools/portable-schema.ts';

/** What a value is replaced by that has no place in its schema. */
const NO_PLACE = Symbol('no place');

export interface FittedResult {
  readonly value: Record<string, unknown>;
  /** Fields that are left out because they are of another type than documented: `items.last_run.id`. */
  readonly leftOut: readonly string[];
}

/**
 * A result as its schema has it, for hosts that drop any other: platforms return null or another type where their
 * documentation does not. Where a type is due, null is left out, which says the same; a number or a boolean becomes
 * text; anything else is left out and named. What the schema does not mention stays as it is.
 */
export function fitToSchema(schema: PortableSchema, result: Record<string, unknown>): FittedResult {
  const leftOut = new Set<string>();
  const value = fitValue(schema, result, '', leftOut);
  return { value: isObject(value) ? value : {}, leftOut: [...leftOut] };
}

function fitValue(schema: PortableSchema, value: unknown, place: string, leftOut: Set<string>): unknown {
  if (value === null && schema.type !== undefined) return NO_PLACE;
  if (schema.type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return String(value);
  }
  if (schema.type !== undefined && !isOfType(schema.type, value)) {
    leftOut.add(place);
    return NO_PLACE;
  }
  if (Array.isArray(value) && schema.items !== undefined) {
    return fitElements(schema.items, value, place, leftOut);
  }
  if (isObject(value) && schema.properties !== undefined) {
    return fitFields(schema.properties, value, place, leftOut);
  }
  return value;
}

/** A list keeps the places of its elements, so that one without a place takes the list with it. */
function fitElements(
  schema: PortableSchema,
  list: readonly unknown[],
  place: string,
  leftOut: Set<string>,
): unknown {
  const fitted = list.map((element) => fitValue(schema, element, place, leftOut));
  if (!fitted.includes(NO_PLACE)) return fitted;
  leftOut.add(place);
  return NO_PLACE;
}

function fitFields(
  properties: NonNullable<PortableSchema['properties']>,
  object: Record<string, unknown>,
  place: string,
  leftOut: Set<string>,
): Record<string, unknown> {
  const fitted: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(object)) {
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const kept =
      schema === undefined
        ? value
        : fitValue(schema, value, place === '' ? name : `${place}.${name}`, leftOut);
    if (kept !== NO_PLACE) setOwn(fitted, name, kept);
  }
  return fitted;
}

function isOfType(type: NonNullable<PortableSchema['type']>, value: unknown): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    default:
      return typeof value === type;
  }
}
