import { createHash } from 'node:crypto';
import { RE2JS } from 're2js';
import { printMoment, toMoment } from './moments.ts';
import { SqlFunctionError, type SqlFunctions, type SqlValue } from './sql-values.ts';

/** Characters of a text that a function makes. */
const MAX_TEXT = 1_000_000;

/** Any function of these is null where one of its values is null. */
const STRICT_FUNCTIONS: SqlFunctions = {
  len: (value) => codePoints(value).length,
  length: (value) => codePoints(value).length,
  char_length: (value) => codePoints(value).length,
  character_length: (value) => codePoints(value).length,
  left: (value, count) => codePoints(value).slice(0, Number(count)).join(''),
  right: (value, count) => (Number(count) === 0 ? '' : codePoints(value).slice(-Number(count)).join('')),
  lpad: (value, length, fill = ' ') => pad(value, length, fill, 'start'),
  rpad: (value, length, fill = ' ') => pad(value, length, fill, 'end'),
  repeat: (value, count) => repeatText(text(value), Number(count)),
  reverse: (value) => codePoints(value).toReversed().join(''),
  initcap: (value) =>
    text(value)
      .toLowerCase()
      .replace(/[\p{L}\p{N}]+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1)),
  split_part: (value, delimiter, position) => text(value).split(text(delimiter))[Number(position) - 1] ?? '',
  strpos: (value, part) => text(value).indexOf(text(part)) + 1,
  charindex: (part, value) => text(value).indexOf(text(part)) + 1,
  position: (value, part) => text(value).indexOf(text(part)) + 1,
  btrim: (value, characters = ' ') => trimCharacters(text(value), text(characters)),
  translate: (value, from, to) => translateText(codePoints(value), codePoints(from), codePoints(to)),
  chr: (code) => String.fromCodePoint(Number(code)),
  ascii: (value) => text(value).codePointAt(0) ?? 0,
  md5: (value) => createHash('md5').update(text(value)).digest('hex'),
  sha1: (value) => createHash('sha1').update(text(value)).digest('hex'),
  sha2: (value, bits) =>
    createHash(`sha${Number(bits) || 256}`)
      .update(text(value))
      .digest('hex'),
  regexp_replace: (value, pattern, by = '') =>
    compileRegex(pattern).matcher(text(value)).replaceAll(text(by), true),
  regexp_substr: (value, pattern) => findFirst(text(value), pattern) ?? '',
  regexp_count: (value, pattern) => countMatches(text(value), pattern),
  regexp_instr: (value, pattern) => {
    const matcher = compileRegex(pattern).matcher(text(value));
    return matcher.find() ? matcher.start() + 1 : 0;
  },
  regexp_matches_text: (value, pattern, flags = '') =>
    Number(compileRegex(pattern, text(flags)).matcher(text(value)).find()),
  similar_to: (value, pattern) =>
    Number(
      compileRegex(similarPattern(text(pattern)))
        .matcher(text(value))
        .matches(),
    ),
  cast_to_text: (value) => text(value),
  cast_to_integer: (value) => toInteger(value),
  cast_to_numeric: (value, scale = null) => toNumeric(value, scale === null ? null : Number(scale)),
  cast_to_boolean: (value) => toBoolean(value),
  cast_to_date: (value) => castMoment(value, true),
  cast_to_timestamp: (value) => castMoment(value, false),
  to_number: (value) => toNumeric(text(value).replace(/[^\d.+-]/g, ''), null),
  cbrt: (value) => Math.cbrt(Number(value)),
};

/** Functions that take null as a value like any other. */
const NULL_FUNCTIONS: SqlFunctions = {
  nvl2: (value, given, missing) => (value === null ? (missing ?? null) : (given ?? null)),
  zeroifnull: (value) => value ?? 0,
  greatest: (...values) => extreme(values, (one, other) => one > other),
  least: (...values) => extreme(values, (one, other) => one < other),
  decode: (value, ...pairs) => decode(value ?? null, pairs),
};

/** Functions of texts, numbers and types. */
export const TEXT_FUNCTIONS: SqlFunctions = {
  ...NULL_FUNCTIONS,
  ...Object.fromEntries(
    Object.entries(STRICT_FUNCTIONS).map(([name, run]) => [
      name,
      (...values: SqlValue[]) => {
        // The last argument of a cast may be absent.
        if (values[0] === null || values[1] === null || values[0] === undefined) return null;
        return run(...values);
      },
    ]),
  ),
};

function text(value: SqlValue | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

function pad(
  value: SqlValue | undefined,
  length: SqlValue | undefined,
  fill: SqlValue,
  side: 'start' | 'end',
) {
  const wanted = Math.min(Number(length), MAX_TEXT);
  const cut = text(value).slice(0, wanted);
  return side === 'start' ? cut.padStart(wanted, text(fill)) : cut.padEnd(wanted, text(fill));
}

function repeatText(value: string, count: number): string {
  if (value.length * count > MAX_TEXT) throw new SqlFunctionError('requested length too large');
  return value.repeat(Math.max(0, count));
}

function trimCharacters(value: string, characters: string): string {
  let [start, end] = [0, value.length];
  while (start < end && characters.includes(value.charAt(start))) start += 1;
  while (end > start && characters.includes(value.charAt(end - 1))) end -= 1;
  return value.slice(start, end);
}

/** Redshift counts a character of several bytes as one, and a character of several code points as several. */
function codePoints(value: SqlValue): string[] {
  return Array.from(text(value));
}

function translateText(value: readonly string[], from: readonly string[], to: readonly string[]): string {
  return value.map((each) => (from.includes(each) ? (to[from.indexOf(each)] ?? '') : each)).join('');
}

/** Expressions are compiled once for all rows. */
const compiled = new Map<string, RE2JS>();
const MAX_COMPILED = 100;

function compileRegex(pattern: SqlValue | undefined, flags = ''): RE2JS {
  const key = `${flags} ${text(pattern)}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  try {
    const regex = RE2JS.compile(text(pattern), flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0);
    compiled.set(key, regex);
    return regex;
  } catch {
    throw new SqlFunctionError(`invalid regular expression: "${text(pattern)}"`);
  }
}

function findFirst(value: string, pattern: SqlValue | undefined): string | null {
  const matcher = compileRegex(pattern).matcher(value);
  return matcher.find() ? matcher.group() : null;
}

function countMatches(value: string, pattern: SqlValue | undefined): number {
  const matcher = compileRegex(pattern).matcher(value);
  let count = 0;
  while (matcher.find()) count += 1;
  return count;
}

/** The pattern of SIMILAR TO as a regular expression. */
function similarPattern(pattern: string): string {
  return pattern
    .replace(/[.^$\\]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
}

function toInteger(value: SqlValue | undefined): SqlValue {
  if (typeof value === 'bigint') return value;
  const number = toNumeric(value, 0);
  return number;
}

function toNumeric(value: SqlValue | undefined, scale: number | null): number {
  const number = typeof value === 'number' ? value : Number(text(value).trim() || 'x');
  if (Number.isNaN(number))
    throw new SqlFunctionError(`invalid input syntax for type numeric: "${text(value)}"`);
  return scale === null ? number : Number(number.toFixed(scale));
}

function toBoolean(value: SqlValue | undefined): number {
  if (typeof value === 'number') return Number(value !== 0);
  const word = text(value).trim().toLowerCase();
  if (['true', 't', 'yes', 'y', '1', 'on'].includes(word)) return 1;
  if (['false', 'f', 'no', 'n', '0', 'off'].includes(word)) return 0;
  throw new SqlFunctionError(`invalid input syntax for type boolean: "${text(value)}"`);
}

function castMoment(value: SqlValue | undefined, isDate: boolean): string {
  const moment = toMoment(value);
  const type = isDate ? 'date' : 'timestamp';
  if (moment === null) throw new SqlFunctionError(`invalid input syntax for type ${type}: "${text(value)}"`);
  return printMoment({ ms: moment.ms, isDate });
}

function extreme(
  values: readonly SqlValue[],
  isBetter: (one: Comparable, other: Comparable) => boolean,
): SqlValue {
  const given = values.filter(
    (value): value is Comparable => value !== null && !(value instanceof Uint8Array),
  );
  const [first] = given;
  return first === undefined
    ? null
    : given.reduce((best, value) => (isBetter(value, best) ? value : best), first);
}

type Comparable = string | number | bigint;

/** `DECODE(value, search, result, …, default)`; null equals null. */
function decode(value: SqlValue, pairs: readonly SqlValue[]): SqlValue {
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    if (pairs[at] === value) return pairs[at + 1] ?? null;
  }
  return pairs.length % 2 === 1 ? (pairs.at(-1) ?? null) : null;
}
