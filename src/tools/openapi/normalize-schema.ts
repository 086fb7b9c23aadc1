import { isObject } from '../../json.ts';
import { DescriptionError } from './description-error.ts';
import type { JsonObject, OpenApiDocument } from './openapi-document.ts';

/** Length of a chain of references that is followed. */
const MAX_REFERENCES = 20;

/** A schema object of Swagger 2.0, OpenAPI 3.0 or 3.1 in one form, with its references resolved. */
export interface NormalizedSchema {
  /** Undefined: any type. */
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | undefined;
  readonly nullable: boolean;
  /** The references that led to it. */
  readonly references: readonly string[];
  /** The schema object itself. Keywords next to a `$ref` take precedence over those of its target. */
  readonly definition: JsonObject;
}

const SCHEMA_TYPES = ['string', 'integer', 'number', 'boolean', 'array', 'object'] as const;

/** `countSchema` throws a `DescriptionError` when too many schemas have been read. */
export interface NormalizationContext {
  readonly document: OpenApiDocument;
  readonly countSchema: () => void;
}

/**
 * Follows references, joins `allOf`, and takes unions apart: a union with null is nullable, one of objects
 * is an object of all their keys, and any other takes any value.
 *
 * @throws DescriptionError for references that lead nowhere, outside or in a circle.
 */
export function normalizeSchema(
  context: NormalizationContext,
  schema: unknown,
  parents: readonly string[] = [],
): NormalizedSchema {
  context.countSchema();
  const { definition, references } = resolveReferences(context.document, schema, parents);
  const parts = asArray(definition['allOf']);
  if (parts.length > 0) return mergeAllOf(context, { ...definition, allOf: undefined }, parts, references);
  const union = asArray(definition['anyOf'] ?? definition['oneOf']);
  if (union.length > 0) return mergeUnion(context, definition, union, references);
  const { type, nullable } = definition;
  const types = typeof type === 'string' ? [type] : asArray(type);
  const others = types.filter((name) => name !== 'null');
  const allowsNull = others.length < types.length || enumeratedValues(definition).includes(null);
  return {
    type: schemaTypeOf(others, definition),
    nullable: nullable === true || definition['x-nullable'] === true || allowsNull,
    references,
    definition,
  };
}

function resolveReferences(
  document: OpenApiDocument,
  schema: unknown,
  parents: readonly string[],
): Pick<NormalizedSchema, 'definition' | 'references'> {
  let definition: JsonObject = isObject(schema) ? schema : {};
  const references = [...parents];
  while (typeof definition['$ref'] === 'string') {
    const { $ref: reference, ...siblings } = definition as JsonObject & { readonly $ref: string };
    if (references.length === MAX_REFERENCES || references.includes(reference)) {
      throw new DescriptionError('contains a reference that only refers to itself');
    }
    references.push(reference);
    const target = document.resolveReference(reference);
    definition = { ...(isObject(target) ? target : {}), ...siblings };
  }
  return { definition, references };
}

function schemaTypeOf(types: readonly unknown[], definition: JsonObject): NormalizedSchema['type'] {
  if (types.length > 0)
    return types.length === 1 ? SCHEMA_TYPES.find((type) => type === types[0]) : undefined;
  if (isObject(definition['properties'])) return 'object';
  if (isObject(definition['items'])) return 'array';
  return typeOfValues(enumeratedValues(definition).filter((value) => value !== null));
}

/** The values of `enum` or `const`; none where any value is taken. */
export function enumeratedValues({ enum: values, const: only }: JsonObject): readonly unknown[] {
  return only === undefined ? asArray(values) : [only];
}

/** The type of values that are listed without one. */
function typeOfValues(values: readonly unknown[]): NormalizedSchema['type'] {
  if (values.length === 0) return undefined;
  if (values.every((value) => typeof value === 'string')) return 'string';
  if (values.every((value) => typeof value === 'boolean')) return 'boolean';
  if (values.every((value) => Number.isInteger(value))) return 'integer';
  return values.every((value) => typeof value === 'number') ? 'number' : undefined;
}

function mergeAllOf(
  context: NormalizationContext,
  own: JsonObject,
  parts: readonly unknown[],
  parents: readonly string[],
): NormalizedSchema {
  const schemas = [own, ...parts].map((part) => normalizeSchema(context, part, parents));
  const others = schemas.slice(1);
  const references = others.flatMap((part) => part.references);
  const types = new Set(schemas.map(({ type }) => type).filter((type) => type !== undefined));
  // A part without a type has the type of the others.
  const type = types.size === 1 ? [...types][0] : undefined;
  const definitions = schemas.map(({ definition }) => definition);
  const definition = {
    ...Object.assign({}, ...definitions.toReversed()),
    properties: Object.assign(
      {},
      ...definitions.map((each) => (isObject(each['properties']) ? each['properties'] : {})),
    ),
    required: definitions.flatMap((each) => asArray(each['required'])),
  };
  return {
    type,
    nullable: others.length > 0 && others.every((part) => part.nullable),
    references,
    definition,
  };
}

function mergeUnion(
  context: NormalizationContext,
  definition: JsonObject,
  union: readonly unknown[],
  parents: readonly string[],
): NormalizedSchema {
  const options = union.map((option) => normalizeSchema(context, option, parents));
  const nonNull = options.filter((option) => option.definition['type'] !== 'null');
  const nullable = nonNull.length < options.length || nonNull.some((option) => option.nullable);
  const references = nonNull.flatMap((option) => option.references);
  const { description } = definition;
  const annotation = typeof description === 'string' ? { description } : {};
  const [first] = nonNull;
  if (first !== undefined && nonNull.length === 1) {
    return { ...first, nullable, references, definition: { ...first.definition, ...annotation } };
  }
  const areObjects = nonNull.length > 0 && nonNull.every(({ type }) => type === 'object');
  if (!areObjects) return { type: undefined, nullable, references, definition: annotation };
  // All keys of all options are accepted; the platform checks that they fit together.
  const definitions = nonNull.map((option) => option.definition);
  const isOpen = definitions.some((option) => !isObject(option['properties']));
  const properties = isOpen
    ? {}
    : { properties: Object.assign({}, ...definitions.map((option) => option['properties'])) };
  return { type: 'object', nullable, references, definition: { ...annotation, ...properties } };
}

export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
