import { isObject } from '../../json.ts';
import type { Description, Raw } from './document.ts';
import { Refusal } from './refusal.ts';

/** References that one schema may pass through before it says something. */
const MOST_HOPS = 20;

/** A schema of the document in one form, whichever way it was written. */
export interface PlainSchema {
  /** Undefined: any type. */
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | undefined;
  readonly nullable: boolean;
  /** The references that led to it. */
  readonly via: readonly string[];
  /** With the words that stand beside a reference, which are nearer than those behind it. */
  readonly raw: Raw;
}

const TYPES = ['string', 'integer', 'number', 'boolean', 'array', 'object'] as const;

/** What reading a schema takes: the document, and a budget that throws a `Refusal` when it is used up. */
export interface Reading {
  readonly description: Description;
  readonly count: () => void;
}

/**
 * Follows references, joins `allOf`, and takes unions apart: a union with null is nullable, one of objects
 * is an object of all their keys, and any other takes any value.
 *
 * @throws Refusal for references that lead nowhere, outside or in a circle.
 */
export function readSchema(reading: Reading, schema: unknown, above: readonly string[] = []): PlainSchema {
  reading.count();
  const { raw, via } = resolve(reading.description, schema, above);
  const parts = arrayOf(raw['allOf']);
  if (parts.length > 0) return joined(reading, { ...raw, allOf: undefined }, parts, via);
  const union = arrayOf(raw['anyOf'] ?? raw['oneOf']);
  if (union.length > 0) return ofUnion(reading, raw, union, via);
  const types = typeof raw['type'] === 'string' ? [raw['type']] : arrayOf(raw['type']);
  const named = types.filter((type) => type !== 'null');
  const nullable = raw['nullable'] === true || raw['x-nullable'] === true || named.length < types.length;
  return { type: typeOf(named, raw), nullable, via, raw };
}

function resolve(
  description: Description,
  schema: unknown,
  above: readonly string[],
): { raw: Raw; via: readonly string[] } {
  let raw: Raw = isObject(schema) ? schema : {};
  const via = [...above];
  while (typeof raw['$ref'] === 'string') {
    if (via.length === MOST_HOPS || via.includes(raw['$ref'])) throw new Refusal('refers to itself alone');
    via.push(raw['$ref']);
    const target = description.follow(raw['$ref']);
    const { $ref: _, ...beside } = raw;
    raw = { ...(isObject(target) ? target : {}), ...beside };
  }
  return { raw, via };
}

function typeOf(types: readonly unknown[], raw: Raw): PlainSchema['type'] {
  if (types.length === 0) return isObject(raw['properties']) ? 'object' : undefined;
  return types.length === 1 ? TYPES.find((type) => type === types[0]) : undefined;
}

function joined(reading: Reading, own: Raw, parts: readonly unknown[], via: readonly string[]): PlainSchema {
  const schemas = [own, ...parts].map((part) => readSchema(reading, part, via));
  const others = schemas.slice(1);
  const references = others.flatMap((part) => part.via);
  const kinds = new Set(schemas.map(({ type }) => type).filter((type) => type !== undefined));
  // Beside an object, a part without a type is one as well.
  const type = kinds.size === 1 ? [...kinds][0] : undefined;
  const raws = schemas.map(({ raw }) => raw);
  const raw = {
    ...Object.assign({}, ...raws.toReversed()),
    properties: Object.assign(
      {},
      ...raws.map((each) => (isObject(each['properties']) ? each['properties'] : {})),
    ),
    required: raws.flatMap((each) => arrayOf(each['required'])),
  };
  return { type, nullable: others.length > 0 && others.every((part) => part.nullable), via: references, raw };
}

function ofUnion(reading: Reading, raw: Raw, union: readonly unknown[], via: readonly string[]): PlainSchema {
  const options = union.map((option) => readSchema(reading, option, via));
  const real = options.filter((option) => option.raw['type'] !== 'null');
  const nullable = real.length < options.length || real.some((option) => option.nullable);
  const references = real.flatMap((option) => option.via);
  const words = typeof raw['description'] === 'string' ? { description: raw['description'] } : {};
  const [first] = real;
  if (first !== undefined && real.length === 1) {
    return { ...first, nullable, via: references, raw: { ...first.raw, ...words } };
  }
  const objects = real.length > 0 && real.every(({ type }) => type === 'object');
  if (!objects) return { type: undefined, nullable, via: references, raw: words };
  // Whichever of them is meant, its keys are among these, and the platform checks that they fit together.
  const shapes = real.map((option) => option.raw);
  const open = shapes.some((shape) => !isObject(shape['properties']));
  const properties = open
    ? {}
    : { properties: Object.assign({}, ...shapes.map((shape) => shape['properties'])) };
  return { type: 'object', nullable, via: references, raw: { ...words, ...properties } };
}

export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
