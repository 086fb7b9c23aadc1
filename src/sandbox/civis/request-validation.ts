import type * as z from 'zod';
import { isObject, snakeCase } from '../../json.ts';
import { violationsOf } from '../../tools/constraints.ts';
import type { Operation, Parameter } from '../../tools/operation.ts';
import { schemaDefinition } from '../../tools/schema-definition.ts';
import { invalid, invalidResource } from './civis-error.ts';

/** A request as received: path and query as text, the body as JSON. */
export interface RawRequest {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

export interface ValidatedParameters {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Validates a request against its operation. Throws an error with status 422 that lists all problems. */
export function validateRequest(operation: Operation, request: RawRequest): ValidatedParameters {
  const readers = { path: readPathParameter, query: readQueryParameter, body: readBodyParameter };
  const parameters = { path: {}, query: {}, body: {} } as Record<
    keyof typeof readers,
    Record<string, unknown>
  >;
  for (const param of operation.params) {
    if (param.in === 'client' || param.in === 'prefix') continue;
    const value = readers[param.in](param, request);
    if (value !== undefined) parameters[param.in][param.name] = value;
  }
  const all = { ...parameters.path, ...parameters.query, ...parameters.body };
  const parsed = operation.input.safeParse(all);
  if (!parsed.success) throw invalid(parsed.error.issues.map(describeIssue).join(', '));
  const violations = violationsOf(operation.constraints, all);
  if (violations.length > 0) throw invalidResource(violations.map(({ message }) => message).join(', '));
  return parameters;
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const missing = issue.code === 'invalid_type' && issue.message.endsWith('undefined');
  return missing
    ? `${issue.path.join('.')} is missing`
    : `${issue.path.join('.')} does not have a valid value`;
}

function readPathParameter(param: Parameter, { path }: RawRequest): unknown {
  return parseText(param.schema, path[param.name]);
}

/** A list is sent as one `name[]=` for each element; of any other repeated parameter, the last value counts. */
function readQueryParameter(param: Parameter, { query }: RawRequest): unknown {
  const name = param.wireName ?? param.name;
  const given = [query[name] ?? query[`${name}[]`] ?? []].flat();
  const def = schemaDefinition(param.schema);
  if (def.type !== 'array') return parseText(param.schema, given.at(-1));
  return given.length === 0 ? undefined : given.map((item) => parseText(def.element as z.ZodType, item));
}

/** Civis accepts the keys of a body in camelCase and in snake_case. */
function readBodyParameter(param: Parameter, { body }: RawRequest): unknown {
  if (!isObject(body)) return undefined;
  const key = param.wireName ?? param.name;
  const given = Object.hasOwn(body, key) ? body[key] : body[param.name];
  if (given === null && schemaDefinition(param.schema).type !== 'nullable') return undefined;
  return renameKeys(param.schema, given);
}

/** Converts text of a path or query to its documented type. Text that cannot be converted fails validation. */
function parseText(schema: z.ZodType, text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  const def = schemaDefinition(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
      return parseText(def.innerType as z.ZodType, text);
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    case 'boolean':
      return /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text;
    default:
      return text;
  }
}

/** Renames the keys of a body's value to the documented ones, and drops undocumented keys. */
function renameKeys(schema: z.ZodType, value: unknown): unknown {
  const def = schemaDefinition(schema);
  if (def.type === 'optional' || def.type === 'nullable') {
    return renameKeys(def.innerType as z.ZodType, value);
  }
  if (def.type === 'array' && Array.isArray(value)) {
    return value.map((item) => renameKeys(def.element as z.ZodType, item));
  }
  if (def.type === 'object' && isObject(value)) {
    const known = Object.entries(value)
      .map(([key, inner]) => [Object.hasOwn(def.shape, key) ? key : snakeCase(key), inner] as const)
      .filter(([name]) => Object.hasOwn(def.shape, name));
    return Object.fromEntries(
      known.map(([name, inner]) => [name, renameKeys(def.shape[name] as z.ZodType, inner)]),
    );
  }
  return value;
}
