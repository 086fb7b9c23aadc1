import { containsInstructions } from './sanitize-description.ts';

/** Constraints that the text of a description states, beyond its schema. */
export interface StatedConstraints {
  readonly values?: readonly string[];
  /** The text holds several values, separated by commas. */
  readonly csv?: true;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Longer lists are not advertised; the platform checks their values. */
export const MAX_VALUES = 60;
const VALUE = /^[\p{L}\p{N}_.:+/-][\p{L}\p{N} _.:+/-]{0,63}$/u;
const MAX_TEXT_LENGTH = 2_000;

const MAXIMA = [
  /\bmaximum allowed is (\d{1,12})\b/i,
  /\bdefaults to its maximum of (\d{1,12})\b/i,
  /\(maximum: (\d{1,12})\)/i,
];
const MINIMUM = /\bmust be at least (\d{1,12})\b/i;
const RANGE =
  /\bmust be (?:between|within) (-?\d{1,12}(?:\.\d{1,6})?) and (-?\d{1,12}(?:\.\d{1,6})?)(?!\.?\d)/i;
/** A list up to the end of its sentence; a point within a word does not end it. */
const LIST_PATTERN = String.raw`((?:[^.;()[\]]|\.(?=\w))+?)(?:\.(?!\w)|;|$)`;
/** What comes before the only values that there are; `include` comes before some of them. */
const ALL_OF = '(?:one of|(?:valid|acceptable|allowed) (?:values|options|arguments|commands)(?: are)?):?';
/** `Must be one of: id, name.` */
const ONE_OF = new RegExp(String.raw`\b${ALL_OF} ?${LIST_PATTERN}`, 'i');
/** A list of quoted words: `One of "fail", "truncate" or "drop".` */
const ONE_OF_QUOTED = new RegExp(
  String.raw`\b(?:${ALL_OF}|either:?|options are:?) \[?((?:["'][^"']+["'](?:, and |, or |, | or | and )?){2,})\]?(?:[.;(]|$| \()`,
  'i',
);
/** Several lists depend on something else, such as the kind of a job. */
const SEVERAL_LISTS = /\bone of\b.*\bone of\b/i;
/** Several values of a list in one text. */
const SOME_OF = [
  new RegExp(String.raw`\bone or more of:? ${LIST_PATTERN}`, 'i'),
  new RegExp(String.raw`\bpossible values are:? ${LIST_PATTERN}`, 'i'),
];
const COMMA_SEPARATED = /\bcomma[- ]?separated\b/i;
const EITHER = /\beither (\w+)(?: \(\w+\))? or (\w+)(?: \(\w+\))?/i;

/**
 * Reads bounds and lists of values from the sentences in which Civis states them. A sentence that is not
 * understood to its end is ignored: a constraint that does not exist would prevent valid calls.
 */
export function statedConstraints(description: unknown, type: string): StatedConstraints {
  if (typeof description !== 'string') return {};
  const words = description.slice(0, MAX_TEXT_LENGTH);
  if (type === 'integer' || type === 'number') return statedBounds(words);
  if (type !== 'string') return {};
  const csv = COMMA_SEPARATED.test(words);
  if (csv) {
    const values = [...SOME_OF, ONE_OF].map((pattern) => parseList(pattern.exec(words)?.[1])).find(Boolean);
    return { csv, ...(values && { values }) };
  }
  if (SEVERAL_LISTS.test(words)) return {};
  const values =
    parseList(ONE_OF.exec(words)?.[1]) ??
    parseQuotedList(ONE_OF_QUOTED.exec(words)?.[1]) ??
    parseEither(words);
  return values === undefined ? {} : { values };
}

/** The values, if they can be advertised: short, plain, not too many, and without instructions to a model. */
export function advertisableValues(values: readonly unknown[]): readonly [string, ...string[]] | undefined {
  const [first, ...others] = values;
  const plain =
    values.length <= MAX_VALUES && values.every(isAdvertisable) && !containsInstructions(values.join(', '));
  return plain && isAdvertisable(first) && others.every(isAdvertisable)
    ? [first, ...new Set(others)]
    : undefined;
}

export function isAdvertisable(value: unknown): value is string {
  return typeof value === 'string' && VALUE.test(value);
}

function statedBounds(words: string): StatedConstraints {
  const range = RANGE.exec(words);
  if (range !== null) {
    const [minimum, maximum] = [Number(range[1]), Number(range[2])];
    return minimum < maximum ? { minimum, maximum } : {};
  }
  const maximum = MAXIMA.map((pattern) => pattern.exec(words)?.[1]).find(Boolean);
  const minimum = MINIMUM.exec(words)?.[1];
  return {
    ...(minimum !== undefined && { minimum: Number(minimum) }),
    ...(maximum !== undefined && { maximum: Number(maximum) }),
  };
}

/** `id, name, or updated_at`: words without spaces, quoted or not. */
function parseList(list: string | undefined): readonly string[] | undefined {
  if (list === undefined) return undefined;
  const items = list
    .split(/,? (?:and|or) |,/)
    .map((item) => item.trim().replace(/^(["'])(.*)\1$/, '$2'))
    .filter((item) => item !== '');
  const words = items.every((item) => /^[\w:.+/-]+$/.test(item));
  return words && !isProse(items) ? advertisableValues(items) : undefined;
}

/** A single word may be the beginning of a sentence instead of a list. */
function isProse(items: readonly string[]): boolean {
  return items.length === 0 || (items.length === 1 && /^(the|a|an|these|this|those)$/i.test(items[0] ?? ''));
}

function parseQuotedList(list: string | undefined): readonly string[] | undefined {
  if (list === undefined) return undefined;
  return advertisableValues(Array.from(list.matchAll(/["']([^"']+)["']/g), (match) => match[1] ?? ''));
}

function parseEither(words: string): readonly string[] | undefined {
  const [, one, other] = EITHER.exec(words) ?? [];
  return one === 'asc' && other === 'desc' ? [one, other] : undefined;
}
