import {
  addUnits,
  countBorders,
  type Moment,
  momentPart,
  parseInterval,
  printMoment,
  toMoment,
  truncateMoment,
  unitOf,
} from './moments.ts';
import { SqlFunctionError, type SqlFunctions, type SqlValue } from './sql-values.ts';

/** Functions and operators of dates, on the sandbox's clock. */
export function dateFunctions(now: () => number): SqlFunctions {
  const current = (isDate: boolean) =>
    printMoment({ ms: isDate ? startOfDay(now()) : wholeSecond(now()), isDate });
  return {
    getdate: () => current(false),
    now: () => current(false),
    sysdate: () => current(false),
    current_timestamp: () => current(false),
    current_date: () => current(true),
    dateadd: (unit, count, from) =>
      withMoment(from, (moment) => printMoment(addUnits(moment, Number(count), requireUnit(unit)))),
    datediff: (unit, from, to) =>
      withMoment(from, (first) =>
        withMoment(to, (last) => countBorders(first.ms, last.ms, requireUnit(unit))),
      ),
    date_trunc: (unit, from) =>
      withMoment(from, ({ ms }) => printMoment({ ms: truncateMoment(ms, requireUnit(unit)), isDate: false })),
    date_part: (part, from) => withMoment(from, ({ ms }) => momentPart(ms, String(part)) ?? failPart(part)),
    add_months: (from, count) =>
      withMoment(from, (moment) =>
        printMoment({ ...addUnits(moment, Number(count), 'month'), isDate: false }),
      ),
    months_between: (last, first) =>
      withMoment(last, (to) => withMoment(first, (from) => countBorders(from.ms, to.ms, 'month'))),
    last_day: (from) =>
      withMoment(from, ({ ms }) => {
        const next = addUnits({ ms: truncateMoment(ms, 'month'), isDate: true }, 1, 'month');
        return printMoment(addUnits(next, -1, 'day'));
      }),
    to_date: (from) => withMoment(from, ({ ms }) => printMoment({ ms: startOfDay(ms), isDate: true })),
    to_timestamp: (from) =>
      typeof from === 'number'
        ? printMoment({ ms: from * 1000, isDate: false })
        : withMoment(from, ({ ms }) => printMoment({ ms, isDate: false })),
    to_char: (value, format) => toChar(value, String(format)),
    sql_add: (one, other) => addValues(one, other, 1),
    sql_subtract: (one, other) => addValues(one, other, -1),
  };
}

function startOfDay(ms: number): number {
  return truncateMoment(ms, 'day');
}

function wholeSecond(ms: number): number {
  return truncateMoment(ms, 'second');
}

function withMoment(value: SqlValue, use: (moment: Moment) => SqlValue): SqlValue {
  if (value === null) return null;
  const moment = toMoment(value);
  if (moment === null)
    throw new SqlFunctionError(`invalid input syntax for type timestamp: "${String(value)}"`);
  return use(moment);
}

function requireUnit(word: SqlValue) {
  return unitOf(String(word)) ?? failPart(word);
}

function failPart(word: SqlValue): never {
  throw new SqlFunctionError(`timestamp units "${String(word)}" not recognized`);
}

/** `+` and `-`: of numbers, of a date and a number of days, of a moment and an interval, of two moments. */
function addValues(one: SqlValue, other: SqlValue, sign: 1 | -1): SqlValue {
  if (one === null || other === null) return null;
  const [left, right] = [toMoment(one), toMoment(other)];
  if (left !== null && right !== null && sign === -1) return subtractMoments(left, right);
  if (left !== null) return shiftMoment(left, other, sign);
  if (right !== null && sign === 1) return shiftMoment(right, one, sign);
  const sum = toNumber(one) + sign * toNumber(other);
  return sum;
}

function toNumber(value: SqlValue): number {
  const number = Number(value);
  if (Number.isNaN(number))
    throw new SqlFunctionError(`invalid input syntax for type numeric: "${String(value)}"`);
  return number;
}

function shiftMoment(moment: Moment, by: SqlValue, sign: 1 | -1): SqlValue {
  const interval = typeof by === 'string' ? parseInterval(by) : null;
  if (interval === null) return printMoment(addUnits(moment, sign * toNumber(by), 'day'));
  const later = addUnits({ ...moment, isDate: false }, sign * interval.months, 'month');
  return printMoment(addUnits(later, sign * interval.ms, 'millisecond'));
}

/** Days between dates, an interval between timestamps. */
function subtractMoments(one: Moment, other: Moment): SqlValue {
  const ms = one.ms - other.ms;
  const days = Math.trunc(ms / 86_400_000);
  if (one.isDate && other.isDate) return days;
  const time = new Date(Math.abs(ms % 86_400_000)).toISOString().slice(11, 19);
  return days === 0 ? time : `${days} days ${time}`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Dates by the usual patterns; numbers with the decimals that the format has. */
function toChar(value: SqlValue, format: string): SqlValue {
  if (value === null) return null;
  const moment = toMoment(value);
  if (moment === null) {
    const decimals = /\.([09]+)/.exec(format)?.[1]?.length ?? 0;
    return toNumber(value).toFixed(decimals);
  }
  const date = new Date(moment.ms);
  const two = (part: number) => String(part).padStart(2, '0');
  const month = MONTHS[date.getUTCMonth()] ?? '';
  const day = DAYS[date.getUTCDay()] ?? '';
  const patterns: Readonly<Record<string, string>> = {
    YYYY: String(date.getUTCFullYear()),
    YY: two(date.getUTCFullYear() % 100),
    MM: two(date.getUTCMonth() + 1),
    Month: month,
    Mon: month.slice(0, 3),
    DD: two(date.getUTCDate()),
    Day: day,
    Dy: day.slice(0, 3),
    HH24: two(date.getUTCHours()),
    HH12: two(date.getUTCHours() % 12 || 12),
    HH: two(date.getUTCHours() % 12 || 12),
    MI: two(date.getUTCMinutes()),
    SS: two(date.getUTCSeconds()),
    Q: String(Math.floor(date.getUTCMonth() / 3) + 1),
    IW: two(momentPart(moment.ms, 'week') ?? 0),
    AM: date.getUTCHours() < 12 ? 'AM' : 'PM',
  };
  return format.replace(
    /YYYY|YY|MM|Month|Mon|DD|Day|Dy|HH24|HH12|HH|MI|SS|Q|IW|AM/g,
    (word) => patterns[word] ?? word,
  );
}
