import { snakeCase } from '../../src/json.ts';
import { statedConstraints } from '../../src/tools/openapi/stated-constraints.ts';
import type { PortableSchema } from '../../src/tools/portable-schema.ts';
import { camelCase } from '../../src/tools/wire-names.ts';
import type { Swagger, SwaggerParam, SwaggerSchema } from './swagger.ts';

/** Of every list: it is a number of things, or counts from 1. */
const COUNTS = new Set(['limit', 'page_num']);

/** The parameters of a Swagger operation by their names in the request; those of the body are its properties. */
export function parametersOf(
  swagger: Swagger,
  parameters: readonly SwaggerParam[],
): ReadonlyMap<string, SwaggerSchema> {
  return new Map(
    parameters.flatMap((param): [string, SwaggerSchema][] =>
      param.in === 'body'
        ? Object.entries(resolved(swagger, param.schema ?? {}).properties ?? {})
        : [[param.name, param]],
    ),
  );
}

/** Where an advertised schema differs from the described one, beyond what the words of the description say. */
export function schemaDifferences(
  swagger: Swagger,
  schema: PortableSchema,
  described: SwaggerSchema,
  place: string,
  words = described.description ?? '',
): string[] {
  const fact = resolved(swagger, described);
  if (schema.type !== fact.type) return [`${place} is ${schema.type}, described as ${fact.type}`];
  const inner = Object.entries(fact.properties ?? {}).map(([key, value]) => ({
    key,
    value,
    name: snakeCase(key),
  }));
  const isClosed = Object.keys(schema.properties ?? {}).length > 0 || inner.length > 0;
  return [
    ...formatDifferences(schema, fact, place),
    ...valueDifferences(schema, fact, words, place),
    ...boundDifferences(schema, fact, words, place),
    ...(isClosed ? nameDifferences(schema, fact, place) : []),
    ...inner.flatMap(({ key, name, value }) => [
      ...(camelCase(name) === key ? [] : [`${place}.${name} is sent as ${camelCase(name)}, not ${key}`]),
      ...schemaDifferences(swagger, schema.properties?.[name] ?? {}, value, `${place}.${name}`),
    ]),
    ...(schema.items === undefined || fact.items === undefined
      ? []
      : schemaDifferences(swagger, schema.items, fact.items, `${place}[]`, words)),
  ];
}

function resolved(swagger: Swagger, schema: SwaggerSchema): SwaggerSchema {
  if (schema.$ref === undefined) return schema;
  return resolved(swagger, swagger.definitions[schema.$ref.replace('#/definitions/', '')] ?? {});
}

/** The format `time` is used for points in time and for durations. */
function formatDifferences(schema: PortableSchema, { format }: SwaggerSchema, place: string): string[] {
  const due = format === 'date' || format === 'date-time' ? format : undefined;
  if (schema.format === due || (format === 'time' && schema.format === 'date-time')) return [];
  return [`${place} has the format ${schema.format}, described as ${format}`];
}

function valueDifferences(
  schema: PortableSchema,
  { type, enum: listed }: SwaggerSchema,
  words: string,
  place: string,
): string[] {
  const stated = statedConstraints(words, type ?? '');
  if (stated.csv) return [];
  const due = (listed ?? stated.values)?.toSorted();
  const given = schema.enum?.toSorted();
  if (due !== undefined)
    return String(due) === String(given)
      ? []
      : [`${place} takes ${String(given)}, described: ${String(due)}`];
  const unknown = (given ?? []).filter((value) => !words.includes(value));
  return unknown.map((value) => `${place}: nobody describes ${value}`);
}

function boundDifferences(
  schema: PortableSchema,
  { type }: SwaggerSchema,
  words: string,
  place: string,
): string[] {
  const stated = statedConstraints(words, type ?? '');
  return (['minimum', 'maximum'] as const).flatMap((bound) => {
    const [due, given] = [stated[bound], schema[bound]];
    if (due === given || (bound === 'minimum' && given === 1 && COUNTS.has(place))) return [];
    const isSaid = due === undefined && new RegExp(`\\b${given}\\b`).test(words);
    return isSaid || place.endsWith('.scheduled_days[]')
      ? []
      : [`${place} has the ${bound} ${given}, described: ${due}`];
  });
}

function nameDifferences(schema: PortableSchema, fact: SwaggerSchema, place: string): string[] {
  const due = Object.keys(fact.properties ?? {}).map(snakeCase);
  const given = Object.keys(schema.properties ?? {});
  const required = Array.isArray(fact.required) ? (fact.required as string[]).map(snakeCase) : [];
  return [
    ...due.filter((name) => !given.includes(name)).map((name) => `${place}.${name} is left out`),
    ...given.filter((name) => !due.includes(name)).map((name) => `${place}.${name} is not described`),
    ...(String(required.toSorted()) === String((schema.required ?? []).toSorted())
      ? []
      : [`${place} requires ${String(schema.required)}, described: ${String(required)}`]),
  ];
}
