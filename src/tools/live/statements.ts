import { speaksToModel } from './words.ts';

/** What the wording of a description says of the values, beyond its schema. */
export interface Stated {
  readonly values?: readonly string[];
  /** One text holds several values, with commas between. */
  readonly csv?: true;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Values that are worth listing; a list with more of them is left to the platform. */
export const MOST_VALUES = 60;
const VALUE = /^[\p{L}\p{N}_.:+/-][\p{L}\p{N} _.:+/-]{0,63}$/u;
const LOOKED_AT = 2_000;

const MAXIMA = [/\bmaximum allowed is (\d{1,12})\b/i, /\bdefaults to its maximum of (\d{1,12})\b/i];
const RANGE = /\bmust be between (-?\d{1,12}) and (-?\d{1,12})\b/i;
/** A list to the end of its sentence; a point within a word ends nothing. */
const LIST = String.raw`((?:[^.;()[\]]|\.(?=\w))+?)(?:\.(?!\w)|;|$)`;
/** `Must be one of: id, name.` */
const ONE_OF = new RegExp(String.raw`\bmust be one of:? ${LIST}`, 'i');
/** A list whose words stand in quotes: `One of "fail", "truncate" or "drop".` */
const ONE_OF_QUOTED = /\bone of:? ((?:["'][^"']+["'](?:, and |, or |, | or | and )?){2,})(?:[.;(]|$| \()/i;
/** Several of a list, in one text. */
const SOME_OF = [
  new RegExp(String.raw`\bone or more of:? ${LIST}`, 'i'),
  new RegExp(String.raw`\bpossible values are:? ${LIST}`, 'i'),
];
const COMMAS = /\bcomma[- ]?separated\b/i;
const EITHER = /\beither (\w+)(?: \(\w+\))? or (\w+)(?: \(\w+\))?/i;

/**
 * Reads bounds and lists of values out of a description, by the sentences in which Civis states them. A
 * sentence that is not understood to its end states nothing: a bound that is not there would keep a good
 * call from the platform.
 */
export function statedBy(description: unknown, type: string): Stated {
  if (typeof description !== 'string') return {};
  const words = description.slice(0, LOOKED_AT);
  if (type === 'integer' || type === 'number') return boundsIn(words);
  if (type !== 'string') return {};
  const csv = COMMAS.test(words);
  if (csv) {
    const values = [...SOME_OF, ONE_OF].map((pattern) => listed(pattern.exec(words)?.[1])).find(Boolean);
    return { csv, ...(values && { values }) };
  }
  const values =
    listed(ONE_OF.exec(words)?.[1]) ?? quotedList(ONE_OF_QUOTED.exec(words)?.[1]) ?? eitherOf(words);
  return values === undefined ? {} : { values };
}

/** Values as a schema may show them: short, plain, not too many, and no sentence to a model. */
export function plainValues(values: readonly unknown[]): readonly [string, ...string[]] | undefined {
  const [first, ...others] = values;
  const plain = values.length <= MOST_VALUES && values.every(isPlain) && !speaksToModel(values.join(', '));
  return plain && isPlain(first) && others.every(isPlain) ? [first, ...new Set(others)] : undefined;
}

function isPlain(value: unknown): value is string {
  return typeof value === 'string' && VALUE.test(value);
}

function boundsIn(words: string): Stated {
  const range = RANGE.exec(words);
  if (range !== null) {
    const [minimum, maximum] = [Number(range[1]), Number(range[2])];
    return minimum < maximum ? { minimum, maximum } : {};
  }
  const maximum = MAXIMA.map((pattern) => pattern.exec(words)?.[1]).find(Boolean);
  return maximum === undefined ? {} : { maximum: Number(maximum) };
}

/** `id, name, or updated_at`: each a word without spaces, in quotes or not. */
function listed(list: string | undefined): readonly string[] | undefined {
  if (list === undefined) return undefined;
  const items = list
    .split(/,? (?:and|or) |,/)
    .map((item) => item.trim().replace(/^(["'])(.*)\1$/, '$2'))
    .filter((item) => item !== '');
  const words = items.every((item) => /^[\w:.+/-]+$/.test(item));
  return words && !isProse(items) ? plainValues(items) : undefined;
}

/** One word is a list only where it cannot be the beginning of a sentence. */
function isProse(items: readonly string[]): boolean {
  return items.length === 0 || (items.length === 1 && /^(the|a|an|these|this|those)$/i.test(items[0] ?? ''));
}

function quotedList(list: string | undefined): readonly string[] | undefined {
  if (list === undefined) return undefined;
  return plainValues(Array.from(list.matchAll(/["']([^"']+)["']/g), (match) => match[1] ?? ''));
}

function eitherOf(words: string): readonly string[] | undefined {
  const [, one, other] = EITHER.exec(words) ?? [];
  return one === 'asc' && other === 'desc' ? [one, other] : undefined;
}
