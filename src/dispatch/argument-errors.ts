import type * as z from 'zod';
import { nearestMatch } from '../suggest.ts';
import type { Violation } from '../tools/constraints.ts';
import { csvStringRegistry, readOnlyNamesRegistry } from '../tools/parameters.ts';
import { schemaDefinition } from '../tools/schema-definition.ts';
import { isReadOnly, isRequired, mustBe, oneOfValues, unknownName } from '../wording.ts';
import { type FieldSensitivity, sensitivityOf } from './redact.ts';

/** Characters of a refused value that an error repeats. */
const MAX_QUOTED_CHARS = 60;
/** Keys of an object that an error lists. */
const MAX_KEYS = 10;
/** Violations that one error lists: a model may write any number of them. */
export const MAX_VIOLATIONS = 20;

/** What one issue of a schema's validation says about the arguments, in the caller's terms. */
export function violationsOfIssue(issue: z.core.$ZodIssue, input: z.ZodType, given: unknown): Violation[] {
  const place = parameterPath(issue.path.map((key) => (typeof key === 'string' ? clipText(key) : key)));
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeysAt(input, issue.path);
    const readOnly = readOnlyKeysAt(input, issue.path);
    const listed = issue.keys.slice(0, MAX_VIOLATIONS).map((key) => ({
      message: unacceptedName(key, parameterPath([...issue.path, clipText(key)]), known, readOnly),
      parameters: [placeOfUnknown(place, key, known)],
    }));
    const others = issue.keys.length - listed.length;
    return others === 0
      ? listed
      : [...listed, { message: `${others} more unknown parameters`, parameters: [] }];
  }
  const name = parameterPath(issue.path);
  const value = argumentAt(given, issue.path);
  const schema = schemaAt(input, issue.path) ?? input;
  const message =
    value === undefined
      ? isRequired(name, typeName(schema))
      : mustBe(name, ruleOf(issue, schema), quoteUnlessSecret(issue, value));
  return [{ message, parameters: place === '' ? [] : [place] }];
}

/** Where the name is that was meant, or else that of the object that does not have it. */
function placeOfUnknown(place: string, key: string, known: readonly string[]): string {
  const near = nearestMatch(key, known);
  if (place === '') return near ?? clipText(key);
  return near === undefined ? place : `${place}.${near}`;
}

function unacceptedName(
  key: string,
  shown: string,
  known: readonly string[],
  readOnly: readonly string[],
): string {
  return readOnly.includes(key) ? isReadOnly(shown) : unknownName('parameter', key, known, shown);
}

/** A text of the caller's, short enough to be repeated. */
export function clipText(text: string): string {
  return text.length > MAX_QUOTED_CHARS ? `${text.slice(0, MAX_QUOTED_CHARS).toWellFormed()}…` : text;
}

/** What a value must be, as a part of `limit must be at most 50`. */
function ruleOf(issue: z.core.$ZodIssue, schema: z.ZodType): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int'
        ? 'an integer: round it to the intended value'
        : typeRule(typeName(schema)) + keysRule(schema);
    case 'invalid_value':
      return oneOfValues(issue.values);
    case 'too_big':
      return boundRule(issue.inclusive === false ? 'less than' : 'at most', issue.maximum, issue.origin);
    case 'too_small':
      return boundRule(issue.inclusive === false ? 'greater than' : 'at least', issue.minimum, issue.origin);
    case 'invalid_format':
      return typeRule(FORMAT_TYPES[issue.format] ?? `string of the format ${issue.format}`);
    default:
      return issue.message;
  }
}

/** Of a comma-separated list only the wrong values are repeated. */
function refusedPart(issue: z.core.$ZodIssue, value: unknown): unknown {
  const wrong: unknown = issue.code === 'custom' ? issue.params?.['wrong'] : undefined;
  return Array.isArray(wrong) ? wrong.join(',') : value;
}

/** `at most 50`, `an array of at least 1 item`. */
function boundRule(bound: string, number: number | bigint, origin: string): string {
  const plural = Number(number) === 1 ? '' : 's';
  if (origin === 'array') return `an array of ${bound} ${number} item${plural}`;
  return origin === 'string' ? `a string of ${bound} ${number} character${plural}` : `${bound} ${number}`;
}

const FORMAT_TYPES: Readonly<Record<string, string>> = {
  datetime: 'ISO 8601 time',
  date: 'ISO 8601 date',
};

const EXAMPLES: Readonly<Record<string, string>> = {
  'ISO 8601 time': ' such as 2026-05-31T17:00:00Z',
  'ISO 8601 date': ' such as 2026-05-31',
  'array of integers': ' such as [1, 2]',
  'array of strings': ' such as ["a", "b"]',
};

/** What an object consists of: `(keys: scheduled, scheduled_days)`, or an example where its keys are data. */
function keysRule(schema: z.ZodType): string {
  if (typeName(schema) !== 'object') return '';
  const keys = knownKeysAt(schema, []);
  if (keys.length === 0) return ' such as {"name": "value"}';
  const more = keys.length > MAX_KEYS ? ', …' : '';
  return ` (keys: ${keys.slice(0, MAX_KEYS).join(', ')}${more})`;
}

/** `an integer`, `an array of integers such as [1, 2]`. */
function typeRule(name: string): string {
  const article = name.startsWith('one of ') ? '' : /^[aio]/i.test(name) ? 'an ' : 'a ';
  return `${article}${name}${EXAMPLES[name] ?? ''}`;
}

/** A schema's type, by the names that descriptions and the documentation use. */
function typeName(schema: z.ZodType): string {
  const def = schemaDefinition(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
      return typeName(def.innerType as z.ZodType);
    case 'number':
      return 'format' in def ? 'integer' : 'number';
    case 'string':
      return stringTypeName(schema, 'format' in def ? String(def.format) : '');
    case 'boolean':
      return 'boolean';
    case 'array':
      return `array of ${pluralOf(typeName(def.element as z.ZodType))}`;
    case 'enum':
      return oneOfValues(Object.values(def.entries));
    default:
      return 'object';
  }
}

function stringTypeName(schema: z.ZodType, format: string): string {
  if (csvStringRegistry.get(schema) !== undefined) return 'comma-separated string';
  return FORMAT_TYPES[format] ?? 'string';
}

function pluralOf(name: string): string {
  return name.startsWith('one of ') || name.startsWith('array of ') ? name : `${name}s`;
}

function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  const def = schemaDefinition(schema);
  if (def.type === 'optional' || def.type === 'nullable' || def.type === 'default')
    return schemaAt(def.innerType as z.ZodType, path);
  const [head, ...rest] = path;
  if (head === undefined) return schema;
  if (def.type === 'object') {
    const inner = def.shape[String(head)] as z.ZodType | undefined;
    return inner && schemaAt(inner, rest);
  }
  if (def.type === 'array') return schemaAt(def.element as z.ZodType, rest);
  if (def.type === 'record') return schemaAt(def.valueType as z.ZodType, rest);
  return undefined;
}

function knownKeysAt(input: z.ZodType, path: readonly PropertyKey[]): string[] {
  const schema = schemaAt(input, path);
  const def = schema && schemaDefinition(schema);
  return def?.type === 'object' ? Object.keys(def.shape) : [];
}

function readOnlyKeysAt(input: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const schema = schemaAt(input, path);
  return (schema && readOnlyNamesRegistry.get(schema)?.names) ?? [];
}

function argumentAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/** A parameter's place in the arguments: `schedule.scheduled_days[0]`. */
export function parameterPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (name, key) =>
      typeof key === 'number' ? `${name}[${key}]` : name === '' ? String(key) : `${name}.${String(key)}`,
    '',
  );
}

function quoteValue(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > MAX_QUOTED_CHARS
    ? `${text.slice(0, MAX_QUOTED_CHARS)}… (${jsonTypeName(value)})`
    : text;
}

/** A secret in the wrong form is still one: its value is not repeated. */
function quoteUnlessSecret(issue: z.core.$ZodIssue, value: unknown): string | undefined {
  const isHidden = issue.path.some((name) => HIDDEN.includes(sensitivityOf(String(name))));
  return isHidden ? undefined : quoteValue(refusedPart(issue, value));
}

const HIDDEN: readonly FieldSensitivity[] = ['secret', 'secrets'];

/** The type of a JSON value, by the same names. */
export function jsonTypeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
