import type * as z from 'zod';
import { nearestMatch } from '../suggest.ts';
import type { Violation } from '../tools/constraints.ts';
import { schemaDefinition } from '../tools/schema-definition.ts';
import { lowerFirst } from './wording.ts';

/** Characters of a refused value that an error repeats. */
const MAX_QUOTED_CHARS = 60;

/** What one issue of a schema's validation says about the arguments, in the words of a caller. */
export function violationsOfIssue(issue: z.core.$ZodIssue, input: z.ZodType, given: unknown): Violation[] {
  const [head] = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeysAt(input, issue.path);
    return issue.keys.map((key) => ({
      message: `${parameterPath([...issue.path, key])} is no parameter${suggestionText(key, known)}`,
      parameters: [head ?? nearestMatch(key, known) ?? key],
    }));
  }
  const name = parameterPath(issue.path);
  const value = argumentAt(given, issue.path);
  const expected = expectationOf(issue, input);
  const message =
    value === undefined
      ? `${name} is missing (${expected})`
      : `${name} is ${quoteValue(value)}, due is ${expected}`;
  return [{ message, parameters: head === undefined ? [] : [head] }];
}

function expectationOf(issue: z.core.$ZodIssue, input: z.ZodType): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'int') return 'a whole number: round it to the one you mean';
      return `${typeName(schemaAt(input, issue.path) ?? input)}${exampleOfType(issue.expected)}`;
    case 'invalid_value':
      return `one of ${issue.values.join(', ')}`;
    case 'too_big':
      return issue.origin === 'array' ? `at most ${issue.maximum} items` : `at most ${issue.maximum}`;
    case 'too_small':
      return issue.origin === 'array' ? `at least ${issue.minimum} items` : `at least ${issue.minimum}`;
    case 'invalid_format':
      return FORMAT_EXPECTATIONS[issue.format] ?? `text of the form ${issue.format}`;
    case 'custom':
      return describeExpectation(schemaAt(input, issue.path), issue.message);
    default:
      return issue.message;
  }
}

const FORMAT_EXPECTATIONS: Readonly<Record<string, string>> = {
  datetime: 'a time such as 2026-05-31T17:00:00Z',
  date: 'a date such as 2026-05-31',
};

function describeExpectation(schema: z.ZodType | undefined, message: string): string {
  const description = schema?.description;
  return description === undefined ? message : `${lowerFirst(description)} (not ${message})`;
}

function exampleOfType(expected: string): string {
  return expected === 'array'
    ? ' such as [1, 2]'
    : expected === 'object' || expected === 'record'
      ? ' such as {…}'
      : '';
}

/** The schema's type in the words of JSON. */
function typeName(schema: z.ZodType): string {
  const def = schemaDefinition(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
      return typeName(def.innerType as z.ZodType);
    case 'number':
      return 'format' in def ? 'a whole number' : 'a number';
    case 'string':
      return 'format' in def && typeof def.format === 'string'
        ? (FORMAT_EXPECTATIONS[def.format] ?? 'text')
        : 'text';
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list of ${pluralOf(typeName(def.element as z.ZodType))}`;
    case 'enum':
      return `one of ${Object.values(def.entries).join(', ')}`;
    default:
      return 'an object';
  }
}

function pluralOf(name: string): string {
  return name === 'text' ? 'texts' : name.replace(/^an? (\w+(?: \w+)?)$/, '$1s');
}

/** What follows an unknown word: the nearest known one, else all of them. */
export function suggestionText(word: string, known: readonly string[]): string {
  const near = nearestMatch(word, known);
  if (near !== undefined) return `; did you mean ${near}?`;
  return known.length === 0 ? ': it takes none' : `; it takes ${known.join(', ')}`;
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

function argumentAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/** A parameter's place in the arguments: `schedule.scheduled_days[0]`. */
function parameterPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (name, key) =>
      typeof key === 'number' ? `${name}[${key}]` : name === '' ? String(key) : `${name}.${String(key)}`,
    '',
  );
}

function quoteValue(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > MAX_QUOTED_CHARS
    ? `${text.slice(0, MAX_QUOTED_CHARS)}… (${describeJsonType(value)})`
    : text;
}

export function describeJsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
