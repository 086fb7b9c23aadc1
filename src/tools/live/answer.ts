import type { PlatformName } from '../../client/interface.ts';
import { isObject } from '../../json.ts';
import type { Shape } from '../shape.ts';
import type { Raw } from './document.ts';
import { type Flatten, fieldName } from './flatten.ts';
import { arrayOf, type PlainSchema } from './raw.ts';
import { Refusal } from './refusal.ts';

/** Levels of an answer that are described; what is below them keeps the platform's rule of spelling. */
const DEEPEST = 8;
const JSON_TYPE = /^application\/(\w+\+)?json\b|^\*\/\*/;

/** The shape of what an operation answers when it succeeds; `any` for what cannot be told. */
export function answerOf(platform: PlatformName, responses: unknown, flatten: Flatten): Shape {
  const success = successOf(responses);
  if (success === undefined) return 'any';
  const [status, response] = success;
  if (status === '204' || status === '205') return 'none';
  const { schema, isBytes } = schemaIn(response);
  if (isBytes) return 'bytes';
  if (schema === undefined) return 'none';
  try {
    return shapeOf(platform, flatten, schema, []);
  } catch (cause) {
    // An answer needs no description to be delivered.
    if (cause instanceof Refusal) return 'any';
    throw cause;
  }
}

function successOf(responses: unknown): [string, Raw] | undefined {
  const each = Object.entries(isObject(responses) ? responses : {});
  const [first] = each.filter(([status]) => /^2(\d\d|XX)$/i.test(status)).sort();
  return first && [first[0], isObject(first[1]) ? first[1] : {}];
}

function schemaIn(response: Raw): { readonly schema?: unknown; readonly isBytes?: boolean } {
  const { schema, content } = response;
  if (schema !== undefined) return { schema };
  const types = Object.entries(isObject(content) ? content : {});
  if (types.length === 0) return {};
  const json = types.find(([type]) => JSON_TYPE.test(type));
  if (json === undefined) return { isBytes: true };
  return { schema: isObject(json[1]) ? (json[1]['schema'] ?? {}) : {} };
}

function shapeOf(platform: PlatformName, flatten: Flatten, schema: unknown, above: readonly string[]): Shape {
  const plain = flatten.read(schema);
  const cut = above.length >= DEEPEST || plain.via.some((reference) => above.includes(reference));
  if (cut) return 'any';
  const path = [...above, ...(plain.via.length === 0 ? [''] : plain.via)];
  switch (plain.type) {
    case 'array':
      return [shapeOf(platform, flatten, plain.raw['items'], path)];
    case 'object':
      return recordOf(platform, flatten, plain, path);
    case undefined:
      return 'any';
    default:
      return wordFor(plain);
  }
}

function recordOf(
  platform: PlatformName,
  flatten: Flatten,
  { raw }: PlainSchema,
  path: readonly string[],
): Shape {
  const { properties, additionalProperties } = raw;
  const fields = Object.entries(isObject(properties) ? properties : {});
  if (fields.length === 0) return additionalProperties === undefined ? 'any' : 'map';
  const required = arrayOf(raw['required']);
  const named = fields.flatMap(([key, schema]) => {
    const name = fieldName(platform, key);
    if (name === undefined) return [];
    const nullable = flatten.read(schema).nullable || (platform === 'aiod' && !required.includes(key));
    return [[nullable ? `${name}?` : name, shapeOf(platform, flatten, schema, path)] as const];
  });
  return Object.fromEntries(named);
}

function wordFor({ type, raw }: PlainSchema): Shape {
  const { format } = raw;
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
