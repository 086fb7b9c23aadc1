import type * as z from 'zod';
import { CallError } from '../errors.ts';
import { nearestMatch } from '../suggest.ts';
import type { Checked } from './compact/catalogue-tool.ts';
import type { Arguments } from './operation.ts';
import { repair } from './repair.ts';
import { brokenRules, type Fault } from './rules.ts';
import { partsOf } from './walk.ts';
import { isDeeperThan, isObject } from './wire.ts';

/** Characters of a refused value that an error repeats. */
const SHOWN = 60;
/** Levels that no documented argument comes near; deeper values exhaust the stack of whoever walks them. */
const DEEPEST = 64;

/**
 * Repairs and validates the arguments of a call.
 *
 * @throws CallError `invalid_input` that names every fault at once: the parameter, what came, what is due.
 */
export function checkArguments(tool: Checked, given: unknown): Arguments {
  if (!isObject(given)) {
    throw new CallError('invalid_input', `${tool.name} takes an object of arguments, not ${kindOf(given)}.`);
  }
  const repaired = repair(tool.input, withoutEmptyFilters(tool, given));
  if (isDeeperThan(DEEPEST, repaired)) {
    throw new CallError('invalid_input', `${tool.name} takes at most ${DEEPEST} levels of nesting.`);
  }
  const parsed = tool.input.safeParse(repaired);
  const broken = isObject(repaired) ? brokenRules(tool.rules, repaired) : [];
  if (parsed.success && broken.length === 0) return parsed.data;
  const issues = parsed.error?.issues ?? [];
  const faults = [...issues.flatMap((issue) => faultsOf(issue, tool.input, repaired)), ...broken];
  throw new CallError(
    'invalid_input',
    `${tool.name} was not called: ${faults.map(({ says }) => says).join('; ')}.`,
    {
      hint: 'Correct the arguments and call again.',
      faulty: faults.flatMap(({ names }) => names),
    },
  );
}

/** "" in a query is a filter left open; in a body it may be the text that is meant. */
function withoutEmptyFilters(tool: Checked, given: Arguments): Arguments {
  const filters = tool.params.filter((param) => param.in === 'query' && !param.required);
  const open = new Set(filters.filter(({ name }) => given[name] === '').map(({ name }) => name));
  return Object.fromEntries(Object.entries(given).filter(([name]) => !open.has(name)));
}

function faultsOf(issue: z.core.$ZodIssue, input: z.ZodType, given: unknown): Fault[] {
  const [head] = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const known = namesAt(input, issue.path);
    return issue.keys.map((key) => ({
      says: `${spell([...issue.path, key])} is no parameter${suggestion(key, known)}`,
      names: [head ?? nearestMatch(key, known) ?? key],
    }));
  }
  const name = spell(issue.path);
  const value = valueAt(given, issue.path);
  const due = dueOf(issue, input);
  const says =
    value === undefined ? `${name} is missing (${due})` : `${name} is ${show(value)}, due is ${due}`;
  return [{ says, names: head === undefined ? [] : [head] }];
}

function dueOf(issue: z.core.$ZodIssue, input: z.ZodType): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'int') return 'a whole number: round it to the one you mean';
      return `${typeName(schemaAt(input, issue.path) ?? input)}${exampleOf(issue.expected)}`;
    case 'invalid_value':
      return `one of ${issue.values.join(', ')}`;
    case 'too_big':
      return issue.origin === 'array' ? `at most ${issue.maximum} items` : `at most ${issue.maximum}`;
    case 'too_small':
      return issue.origin === 'array' ? `at least ${issue.minimum} items` : `at least ${issue.minimum}`;
    case 'invalid_format':
      return FORMATS[issue.format] ?? `text of the form ${issue.format}`;
    case 'custom':
      return describe(schemaAt(input, issue.path), issue.message);
    default:
      return issue.message;
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  datetime: 'a time such as 2026-05-31T17:00:00Z',
  date: 'a date such as 2026-05-31',
};

function describe(schema: z.ZodType | undefined, message: string): string {
  const says = schema?.description;
  return says === undefined ? message : `${lowerFirst(says)} (not ${message})`;
}

function exampleOf(expected: string): string {
  return expected === 'array'
    ? ' such as [1, 2]'
    : expected === 'object' || expected === 'record'
      ? ' such as {…}'
      : '';
}

/** The schema's type in the words of JSON. */
function typeName(schema: z.ZodType): string {
  const def = partsOf(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
      return typeName(def.innerType as z.ZodType);
    case 'number':
      return 'format' in def ? 'a whole number' : 'a number';
    case 'string':
      return 'format' in def && typeof def.format === 'string' ? (FORMATS[def.format] ?? 'text') : 'text';
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list of ${plural(typeName(def.element as z.ZodType))}`;
    case 'enum':
      return `one of ${Object.values(def.entries).join(', ')}`;
    default:
      return 'an object';
  }
}

function plural(name: string): string {
  return name === 'text' ? 'texts' : name.replace(/^an? (\w+ ?\w*)$/, '$1s');
}

export function suggestion(word: string, known: readonly string[]): string {
  const near = nearestMatch(word, known);
  if (near !== undefined) return `; did you mean ${near}?`;
  return known.length === 0 ? ': it takes none' : `; it takes ${known.join(', ')}`;
}

function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  const def = partsOf(schema);
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

function namesAt(input: z.ZodType, path: readonly PropertyKey[]): string[] {
  const schema = schemaAt(input, path);
  const def = schema && partsOf(schema);
  return def?.type === 'object' ? Object.keys(def.shape) : [];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/** A parameter's place in the arguments: `schedule.scheduled_days[0]`. */
function spell(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (name, key) =>
      typeof key === 'number' ? `${name}[${key}]` : name === '' ? String(key) : `${name}.${String(key)}`,
    '',
  );
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${kindOf(value)})` : text;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
