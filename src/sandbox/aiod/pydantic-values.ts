import type { ValidationIssue } from './aiod-error.ts';

export type Location = ValidationIssue['loc'];

/** Reads one value as the platform's validation does; adds an issue and returns null where it refuses. */
export type ValueReader = (value: unknown, loc: Location, issues: ValidationIssue[]) => unknown;

const TRUE_WORDS = ['1', 'on', 't', 'true', 'y', 'yes'];
const FALSE_WORDS = ['0', 'off', 'f', 'false', 'n', 'no'];
const INTEGER = /^\s*[+-]?\d+\s*$/;
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const DATE_TIME =
  /^(\d{4}-\d{1,2}-\d{1,2})[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,6})\d{0,6})?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;
/** Larger numbers are read as milliseconds instead of seconds. */
const LARGEST_SECONDS = 2e10;

export const fieldRequired = (loc: Location): ValidationIssue => ({
  loc,
  msg: 'field required',
  type: 'value_error.missing',
});
export const noneNotAllowed = (loc: Location): ValidationIssue => ({
  loc,
  msg: 'none is not an allowed value',
  type: 'type_error.none.not_allowed',
});
export const notAList = (loc: Location): ValidationIssue => ({
  loc,
  msg: 'value is not a valid list',
  type: 'type_error.list',
});
export const extraField = (loc: Location): ValidationIssue => ({
  loc,
  msg: 'extra fields not permitted',
  type: 'value_error.extra',
});

function refuse(issues: ValidationIssue[], loc: Location, msg: string, type: string): null {
  issues.push({ loc, msg, type });
  return null;
}

/** Numbers are accepted as text. */
export function textReader(bounds: { minLength?: number; maxLength?: number } = {}): ValueReader {
  return (value, loc, issues) => {
    if (typeof value !== 'string' && typeof value !== 'number') {
      return refuse(issues, loc, 'str type expected', 'type_error.str');
    }
    const text = String(value);
    const { length } = Array.from(text);
    const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = bounds;
    if (length > maxLength) {
      const msg = `ensure this value has at most ${maxLength} characters`;
      issues.push({
        loc,
        msg,
        type: 'value_error.any_str.max_length',
        ctx: { limit_value: maxLength },
      });
    } else if (length < minLength) {
      const msg = `ensure this value has at least ${minLength} characters`;
      issues.push({
        loc,
        msg,
        type: 'value_error.any_str.min_length',
        ctx: { limit_value: minLength },
      });
    }
    return text;
  };
}

/** The fraction of a number is cut off; text with one is refused. */
export const integerReader: ValueReader = (value, loc, issues) => {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number' && Number.isFinite(value)) return Math.trunc(value);
  if (typeof value === 'string' && INTEGER.test(value)) return Number(value);
  return refuse(issues, loc, 'value is not a valid integer', 'type_error.integer');
};

export function numberReader(type: 'float' | 'decimal'): ValueReader {
  return (value, loc, issues) => {
    if (typeof value === 'number') return value;
    if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
      return Number(value);
    return refuse(issues, loc, `value is not a valid ${type}`, `type_error.${type}`);
  };
}

export const booleanReader: ValueReader = (value, loc, issues) => {
  if (typeof value === 'boolean') return value;
  const word = String(value).toLowerCase();
  if (TRUE_WORDS.includes(word)) return true;
  if (FALSE_WORDS.includes(word)) return false;
  return refuse(issues, loc, 'value could not be parsed to a boolean', 'type_error.bool');
};

/** A day, as yyyy-mm-dd; a number is a Unix time. */
export const dateReader: ValueReader = (value, loc, issues) => {
  const seconds = unixSeconds(value);
  if (seconds !== undefined) return new Date(seconds * 1000).toISOString().slice(0, 10);
  const day = typeof value === 'string' ? calendarDay(value) : undefined;
  return day ?? refuse(issues, loc, 'invalid date format', 'value_error.date');
};

/** A moment with a time; what it is in UTC, without the zone. */
export const dateTimeReader: ValueReader = (value, loc, issues) => {
  const seconds = unixSeconds(value);
  if (seconds !== undefined) return new Date(seconds * 1000).toISOString().slice(0, 19);
  const moment = typeof value === 'string' ? utcMoment(value) : undefined;
  return moment ?? refuse(issues, loc, 'invalid datetime format', 'value_error.datetime');
};

function unixSeconds(value: unknown): number | undefined {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && /^-?\d+$/.test(value));
  if (!isNumber) return undefined;
  const number = Number(value);
  const seconds = Math.abs(number) > LARGEST_SECONDS ? number / 1000 : number;
  return Math.abs(seconds) > 8.64e12 ? undefined : seconds;
}

function calendarDay(text: string): string | undefined {
  const [, year = '', month = '', day = ''] = DATE.exec(text) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const moment = new Date(`${iso}T00:00:00Z`);
  // A day out of the calendar, such as 30 February, would roll over.
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(iso) ? iso : undefined;
}

function utcMoment(text: string): string | undefined {
  const [, date = '', hour = '', minute = '', second = '0', fraction = '', zone = 'Z'] =
    DATE_TIME.exec(text) ?? [];
  const day = calendarDay(date);
  if (day === undefined) return undefined;
  const two = (digits: string) => digits.padStart(2, '0');
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  const moment = new Date(`${day}T${two(hour)}:${two(minute)}:${two(second)}${offset}`);
  if (Number.isNaN(moment.getTime())) return undefined;
  const micro = fraction.padEnd(6, '0');
  return `${moment.toISOString().slice(0, 19)}${Number(micro) === 0 ? '' : `.${micro}`}`;
}

/** One of the permitted words. */
export function wordReader(permitted: readonly string[]): ValueReader {
  return (value, loc, issues) => {
    if (typeof value === 'string' && permitted.includes(value)) return value;
    issues.push({
      loc,
      msg: `value is not a valid enumeration member; permitted: ${inQuotationMarks(permitted)}`,
      type: 'type_error.enum',
      ctx: { enum_values: permitted },
    });
    return null;
  };
}

/** One of the permitted literals: the platform words this otherwise than for its enumerations. */
export function literalReader(permitted: readonly string[]): ValueReader {
  return (value, loc, issues) => {
    if (typeof value === 'string' && permitted.includes(value)) return value;
    issues.push({
      loc,
      msg: `unexpected value; permitted: ${inQuotationMarks(permitted)}`,
      type: 'value_error.const',
      ctx: { given: value, permitted },
    });
    return null;
  };
}

function inQuotationMarks(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ');
}
