import type * as z from 'zod';
import type { Operation, Param } from '../../tools/operation.ts';
import { brokenRules } from '../../tools/rules.ts';
import { partsOf } from '../../tools/walk.ts';
import { isObject, snakeCase } from '../../tools/wire.ts';
import { invalid, invalidResource } from './errors.ts';

/** What came in: path and query as text, the body as JSON. */
export interface Incoming {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

export interface Arguments {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Reads and validates a request against its operation. Throws 422, naming every fault. */
export function readArguments(operation: Operation, incoming: Incoming): Arguments {
  const read = { path: readPath, query: readQuery, body: readBody };
  const parts = { path: {}, query: {}, body: {} } as Record<keyof typeof read, Record<string, unknown>>;
  for (const param of operation.params) {
    if (param.in === 'client' || param.in === 'prefix') continue;
    const value = read[param.in](param, incoming);
    if (value !== undefined) parts[param.in][param.name] = value;
  }
  const all = { ...parts.path, ...parts.query, ...parts.body };
  const checked = operation.input.safeParse(all);
  if (!checked.success) throw invalid(checked.error.issues.map(faultOf).join(', '));
  const broken = brokenRules(operation.rules, all);
  if (broken.length > 0) throw invalidResource(broken.map(({ says }) => says).join(', '));
  return parts;
}

function faultOf(issue: z.core.$ZodIssue): string {
  const missing = issue.code === 'invalid_type' && issue.message.endsWith('undefined');
  return missing
    ? `${issue.path.join('.')} is missing`
    : `${issue.path.join('.')} does not have a valid value`;
}

function readPath(param: Param, { path }: Incoming): unknown {
  return fromText(param.schema, path[param.name]);
}

/** Lists come as `name[]=`, once an element; of another value that came twice, the last one counts. */
function readQuery(param: Param, { query }: Incoming): unknown {
  const name = param.wire ?? param.name;
  const given = [query[name] ?? query[`${name}[]`] ?? []].flat();
  const def = partsOf(param.schema);
  if (def.type !== 'array') return fromText(param.schema, given.at(-1));
  return given.length === 0 ? undefined : given.map((item) => fromText(def.element as z.ZodType, item));
}

/** Civis takes the keys of a body in camelCase and in snake_case. */
function readBody(param: Param, { body }: Incoming): unknown {
  if (!isObject(body)) return undefined;
  const key = param.wire ?? param.name;
  const given = Object.hasOwn(body, key) ? body[key] : body[param.name];
  if (given === null && partsOf(param.schema).type !== 'nullable') return undefined;
  return underDocumentedNames(param.schema, given);
}

/** Text out of a path or a query as the type that is due; what cannot be one stays text, and is refused. */
function fromText(schema: z.ZodType, text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  const def = partsOf(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
      return fromText(def.innerType as z.ZodType, text);
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    case 'boolean':
      return /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text;
    default:
      return text;
  }
}

/** Renames the keys of a body's value; keys that the documentation does not know are left out. */
function underDocumentedNames(schema: z.ZodType, value: unknown): unknown {
  const def = partsOf(schema);
  if (def.type === 'optional' || def.type === 'nullable') {
    return underDocumentedNames(def.innerType as z.ZodType, value);
  }
  if (def.type === 'array' && Array.isArray(value)) {
    return value.map((item) => underDocumentedNames(def.element as z.ZodType, item));
  }
  if (def.type === 'object' && isObject(value)) {
    const known = Object.entries(value)
      .map(([key, inner]) => [Object.hasOwn(def.shape, key) ? key : snakeCase(key), inner] as const)
      .filter(([name]) => Object.hasOwn(def.shape, name));
    return Object.fromEntries(
      known.map(([name, inner]) => [name, underDocumentedNames(def.shape[name] as z.ZodType, inner)]),
    );
  }
  return value;
}
