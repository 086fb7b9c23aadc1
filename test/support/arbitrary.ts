import fc from 'fast-check';
import { isTime } from './expected.ts';
import {
  type OperationFact,
  type ParamFact,
  type PropertyFact,
  paramsToday,
  type SchemaFact,
} from './facts.ts';

type Arguments = Record<string, unknown>;

/** Text that no repair could take for anything else. */
const plainText = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 _.:/-]{0,12}$/);
/** Text that a model may write as a number. */
const digits = fc.nat().map(String);
const mapKey = fc.stringMatching(/^[a-z]+[A-Z_][a-z]+$/);

/** Valid arguments of an operation, with any of those that may be left out. */
export function anyArguments(fact: OperationFact): fc.Arbitrary<Arguments> {
  return objectOf(paramsToday(fact)).map((args) => keepingRules(fact, args));
}

/** The arguments, with what the documented rules demand and without what they forbid. */
function keepingRules({ exclusive = [] }: OperationFact, args: Arguments): Arguments {
  const excluded = exclusive.flatMap(([first, ...others]) => (args[first] === undefined ? [] : others));
  const kept = Object.fromEntries(Object.entries(args).filter(([name]) => !excluded.includes(name)));
  if (kept['use_default_column_mapping'] === false) kept['column_mapping'] ??= {};
  if (kept['perform_ncoa'] === true) kept['ncoa_credential_id'] ??= 7;
  else if (kept['output_level'] !== undefined) kept['output_level'] = 'all';
  return kept;
}

function objectOf(properties: readonly PropertyFact[]): fc.Arbitrary<Arguments> {
  const fields = Object.fromEntries(properties.map((property) => [property.name, valueFor(property)]));
  const requiredKeys = properties.filter(({ required }) => required === true).map(({ name }) => name);
  return fc.record(fields, { requiredKeys });
}

function valueFor(fact: SchemaFact & Pick<ParamFact, 'exactlyOneProperty'>): fc.Arbitrary<unknown> {
  const value = givenFor(fact);
  return fact.nullable === true && !('in' in fact && fact.in !== 'body') ? fc.option(value) : value;
}

/** A value that is not null. */
function givenFor(fact: SchemaFact & Pick<ParamFact, 'exactlyOneProperty'>): fc.Arbitrary<unknown> {
  const { type, enum: words, minimum = -1e9, maximum = 1e9, properties, values, examples } = fact;
  if (examples !== undefined) return fc.constantFrom(...examples);
  if (fact.csv === true) {
    const item = words === undefined ? digits : fc.constantFrom(...words);
    return fc.uniqueArray(item, { minLength: 1, maxLength: 3 }).map((items) => items.join(','));
  }
  if (words !== undefined) return fc.constantFrom(...words);
  switch (type) {
    case 'integer':
      return fc.integer({ min: minimum, max: maximum });
    case 'number':
      // Adding 0 turns -0, which JSON has not, into 0.
      return fc.double({ min: minimum, max: maximum, noNaN: true }).map((value) => value + 0);
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(valueFor(fact.items ?? { type: 'string' }), { maxLength: 3 });
    case 'object':
      if (properties === undefined)
        return fc.dictionary(mapKey, values ? valueFor(values) : json, { maxKeys: 3 });
      if (fact.exactlyOneProperty !== true) return objectOf(properties);
      return fc.oneof(...properties.map((only) => objectOf([{ ...only, required: true }])));
    default:
      if (fact.format === 'date') return fc.constantFrom('2026-05-31', '2024-02-29');
      if (isTime(fact)) return fc.constantFrom('2026-05-31T17:00:00Z', '2026-05-31T17:00:00.123+02:00');
      return fc.oneof(plainText, digits);
  }
}

/** What JSON can carry; it has no -0. */
const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);

/** Ways in which a model writes a value; the choices decide which. */
type Choices = Iterator<number>;

const choose = (choices: Choices, ways: number) => Number(choices.next().value) % ways;

/** The arguments as a model may misencode them, without anything lost. */
export function misencoded({ params }: { params: readonly ParamFact[] }, args: Arguments, choices: Choices) {
  return { ...encodeFields(params, args, choices), ...absent(params, args, choices) };
}

/** What is not given, written as null or "" here and there. */
function absent(params: readonly ParamFact[], args: Arguments, choices: Choices): Arguments {
  const open = params.filter((param) => args[param.name] === undefined && param.required !== true);
  const entries = open.flatMap((param): [string, unknown][] => {
    const way = choose(choices, 3);
    if (way === 0 && (param.nullable !== true || param.in !== 'body')) return [[param.name, null]];
    const isFreeText = param.type === 'string' && param.csv !== true && param.enum === undefined;
    return way === 1 && (param.in === 'query' || !isFreeText) ? [[param.name, '']] : [];
  });
  return Object.fromEntries(entries);
}

function encodeFields(properties: readonly PropertyFact[], value: Arguments, choices: Choices): Arguments {
  const facts = new Map(properties.map((property) => [property.name, property]));
  const entries = Object.entries(value).map(([name, inner]) => {
    const fact = facts.get(name);
    return [name, fact === undefined ? inner : encode(fact, inner, choices)];
  });
  return Object.fromEntries(entries);
}

function encode(fact: SchemaFact, value: unknown, choices: Choices): unknown {
  const way = choose(choices, 3);
  if (value === null || way === 0) return value;
  switch (typeof value) {
    case 'number':
      return String(value);
    case 'boolean':
      return way === 1 ? String(value) : String(value).replace(/^./, (letter) => letter.toUpperCase());
    case 'string':
      if (fact.csv === true) return value.split(',');
      return fact.enum === undefined && String(Number(value)) === value ? Number(value) : value;
    default:
      return Array.isArray(value)
        ? encodeList(fact, value, way, choices)
        : encodeObject(fact, value as Arguments, way, choices);
  }
}

function encodeList(
  { items }: SchemaFact,
  value: readonly unknown[],
  way: number,
  choices: Choices,
): unknown {
  const encoded = value.map((item) => (items === undefined ? item : encode(items, item, choices)));
  if (way === 1) return JSON.stringify(encoded);
  return encoded.length === 1 ? encoded[0] : encoded;
}

function encodeObject(fact: SchemaFact, value: Arguments, way: number, choices: Choices): unknown {
  const encoded = encodeFields(fact.properties ?? [], value, choices);
  return way === 1 ? JSON.stringify(encoded) : encoded;
}
