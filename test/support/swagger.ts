import fc from 'fast-check';
import { statedConstraints } from '../../src/tools/openapi/stated-constraints.ts';

/** A Swagger 2.0 document as JSON gives it. */
export interface Swagger {
  readonly paths: Readonly<Record<string, Readonly<Record<string, SwaggerOperation>>>>;
  readonly definitions: Readonly<Record<string, SwaggerSchema>>;
}

export interface SwaggerOperation {
  readonly deprecated?: boolean;
  readonly parameters: readonly SwaggerParam[];
}

export interface SwaggerParam extends SwaggerSchema {
  readonly name: string;
  readonly in: 'path' | 'query' | 'body';
  readonly required?: boolean;
  readonly schema?: SwaggerSchema;
}

export interface SwaggerSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly description?: string | null;
  readonly items?: SwaggerSchema;
  readonly properties?: Readonly<Record<string, SwaggerSchema>>;
  readonly required?: readonly string[] | boolean;
  readonly additionalProperties?: SwaggerSchema;
}

/** A value, as it goes over the wire and as a caller writes it. */
export interface Sample {
  readonly wire: unknown;
  readonly given: unknown;
}

/** Levels of recursion that samples go down to. */
const DEEPEST = 5;
const both = (value: unknown): Sample => ({ wire: value, given: value });

/** Values that a schema of the document accepts. What the wording states is held against it elsewhere. */
export function samplesOf(
  swagger: Swagger,
  schema: SwaggerSchema,
  nameOf: (key: string) => string,
  isRaw = false,
  depth = 0,
): fc.Arbitrary<Sample> {
  const inner = (next: SwaggerSchema, raw = isRaw) => samplesOf(swagger, next, nameOf, raw, depth + 1);
  if (schema.$ref !== undefined) {
    const target = swagger.definitions[schema.$ref.replace('#/definitions/', '')] ?? {};
    return samplesOf(swagger, target, nameOf, isRaw, depth);
  }
  switch (schema.type) {
    case 'integer':
      return within(schema).map(both);
    case 'number':
      return fc.double({ ...boundsIn(schema), noNaN: true }).map((value) => both(value + 0));
    case 'boolean':
      return fc.boolean().map(both);
    case 'array':
      return fc.array(inner(schema.items ?? {}), { maxLength: depth > DEEPEST ? 0 : 2 }).map(pair);
    case 'object':
      return schema.properties === undefined
        ? fc
            .dictionary(
              fc.stringMatching(/^[a-z]+[A-Z_][a-z]+$/),
              schema.additionalProperties ? inner(schema.additionalProperties) : fc.string().map(both),
              { maxKeys: 2 },
            )
            .map((entries) => fromEntries(Object.entries(entries), (key) => key))
        : recordOf(schema, depth > DEEPEST, inner, nameOf);
    default:
      return textOf(schema).map(both);
  }
}

function recordOf(
  schema: SwaggerSchema,
  isDeep: boolean,
  inner: (schema: SwaggerSchema) => fc.Arbitrary<Sample>,
  nameOf: (key: string) => string,
): fc.Arbitrary<Sample> {
  const properties = Object.entries(schema.properties ?? {});
  const requiredKeys = Array.isArray(schema.required) ? (schema.required as string[]) : [];
  const kept = isDeep ? properties.filter(([key]) => requiredKeys.includes(key)) : properties;
  const fields = Object.fromEntries(kept.map(([key, next]) => [key, inner(next)]));
  return fc.record(fields, { requiredKeys }).map((record) => fromEntries(Object.entries(record), nameOf));
}

function pair(items: readonly Sample[]): Sample {
  return { wire: items.map(({ wire }) => wire), given: items.map(({ given }) => given) };
}

function fromEntries(entries: readonly [string, Sample][], nameOf: (key: string) => string): Sample {
  return {
    wire: Object.fromEntries(entries.map(([key, { wire }]) => [key, wire])),
    given: Object.fromEntries(entries.map(([key, { given }]) => [nameOf(key), given])),
  };
}

/** Text of the schema: a format's, one of the words that its description states, or anything. */
function textOf({ format, description }: SwaggerSchema): fc.Arbitrary<string> {
  if (format === 'date-time') return fc.constantFrom('2026-05-31T17:00:00Z', '2026-05-31T17:00:00.000+02:00');
  if (format === 'date') return fc.constantFrom('2026-05-31', '2024-02-29');
  const { values = [] } = statedConstraints(description, 'string');
  return values.length === 0 ? fc.string() : fc.constantFrom(...values);
}

/** Every text of a document that describes something. */
export function descriptionsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { description } = value as { description?: unknown };
  const own = typeof description === 'string' ? [description] : [];
  return [...own, ...Object.values(value).flatMap(descriptionsIn)];
}

/** Integers that the description's bounds leave. */
function within(schema: SwaggerSchema): fc.Arbitrary<number> {
  const { description } = schema;
  const words = description ?? '';
  const [, most] = /maximum(?: allowed is| of|:) (\d+)/i.exec(words) ?? [];
  const [, least] = /at least (\d+)/i.exec(words) ?? [];
  const [, from, to] = /between (\d+) and (\d+)/i.exec(words) ?? [];
  if (from !== undefined) return fc.integer({ min: Number(from), max: Number(to) });
  if (least !== undefined) return fc.integer({ min: Number(least) });
  return most === undefined ? fc.maxSafeInteger() : fc.integer({ min: 1, max: Number(most) });
}

/** Bounds of a number, from 0 to 1 if the description has none. */
function boundsIn({ description }: SwaggerSchema): { readonly min: number; readonly max: number } {
  const [, from = 0, to = 1] = /within ([\d.]+) and ([\d.]+),/.exec(description ?? '') ?? [];
  return { min: Number(from), max: Number(to) };
}
