import type { PlatformName } from '../../client/interface.ts';
import { isObject } from '../../json.ts';
import type { Shape } from '../shape.ts';
import { parameterName, type SchemaCompiler } from './compile-schema.ts';
import { DescriptionError } from './description-error.ts';
import { asArray, type NormalizedSchema } from './normalize-schema.ts';
import type { JsonObject } from './openapi-document.ts';

/** Levels of nesting that are described. The keys of values below them are spelled by the platform's rule. */
const MAX_DEPTH = 8;
const JSON_MEDIA_TYPE = /^application\/(\w+\+)?json\b|^\*\/\*/;

/** The shape of an operation's successful response; `any` where it is not described. */
export function responseShape(platform: PlatformName, responses: unknown, schemas: SchemaCompiler): Shape {
  const success = successResponse(responses);
  if (success === undefined) return 'any';
  const [status, response] = success;
  if (status === '204' || status === '205') return 'none';
  const { schema, isBytes } = responseSchema(response);
  if (isBytes) return 'bytes';
  if (schema === undefined) return 'none';
  try {
    return toShape(platform, schemas, schema, []);
  } catch (cause) {
    // Responses can be returned without a description.
    if (cause instanceof DescriptionError) return 'any';
    throw cause;
  }
}

function successResponse(responses: unknown): [string, JsonObject] | undefined {
  const entries = Object.entries(isObject(responses) ? responses : {});
  const [first] = entries
    .filter(([status]) => /^2(\d\d|XX)$/i.test(status))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return first && [first[0], isObject(first[1]) ? first[1] : {}];
}

function responseSchema(response: JsonObject): { readonly schema?: unknown; readonly isBytes?: boolean } {
  const { schema, content } = response;
  if (schema !== undefined) return { schema };
  const types = Object.entries(isObject(content) ? content : {});
  if (types.length === 0) return {};
  const json = types.find(([type]) => JSON_MEDIA_TYPE.test(type));
  if (json === undefined) return { isBytes: true };
  return { schema: isObject(json[1]) ? (json[1]['schema'] ?? {}) : {} };
}

function toShape(
  platform: PlatformName,
  schemas: SchemaCompiler,
  schema: unknown,
  parents: readonly string[],
): Shape {
  const normalized = schemas.normalize(schema);
  const isRecursive = normalized.references.some((reference) => parents.includes(reference));
  if (isRecursive || parents.length >= MAX_DEPTH) return 'any';
  const path = [...parents, ...(normalized.references.length === 0 ? [''] : normalized.references)];
  switch (normalized.type) {
    case 'array':
      return [toShape(platform, schemas, normalized.definition['items'], path)];
    case 'object':
      return objectShape(platform, schemas, normalized, path);
    case undefined:
      return 'any';
    default:
      return scalarShape(normalized);
  }
}

function objectShape(
  platform: PlatformName,
  schemas: SchemaCompiler,
  { definition }: NormalizedSchema,
  path: readonly string[],
): Shape {
  const { properties, additionalProperties } = definition;
  const entries = Object.entries(isObject(properties) ? properties : {});
  if (entries.length === 0) return additionalProperties === undefined ? 'any' : 'map';
  const required = asArray(definition['required']);
  const fields = entries.flatMap(([key, schema]) => {
    const name = parameterName(platform, key);
    if (name === undefined) return [];
    const isNullable = schemas.normalize(schema).nullable || (platform === 'aiod' && !required.includes(key));
    return [[isNullable ? `${name}?` : name, toShape(platform, schemas, schema, path)] as const];
  });
  return Object.fromEntries(fields);
}

function scalarShape({ type, definition }: NormalizedSchema): Shape {
  const { format } = definition;
  switch (type) {
    case 'integer':
      return 'int';
    case 'number':
      return 'number';
    case 'boolean':
      return 'flag';
    default:
      return format === 'date' ? 'date' : format === 'date-time' ? 'time' : 'text';
  }
}
