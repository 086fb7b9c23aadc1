import { CallError } from '../../errors.ts';
import { mustBe, toSentence } from '../../wording.ts';
import { parseTimeOfDay } from '../time-of-day.ts';

/** Examples of what is accepted, for the error that refuses anything else. */
const ACCEPTED_FORMS =
  'yesterday 18:00, last night, monday, 9 am, 2 hours ago, 3d, 2026-05-31 or 2026-05-31T17:00:00Z';

const MINUTE_MS = 60_000;
const UNIT_MS: Readonly<Record<string, number>> = {
  m: MINUTE_MS,
  min: MINUTE_MS,
  minute: MINUTE_MS,
  h: 60 * MINUTE_MS,
  hour: 60 * MINUTE_MS,
  d: 24 * 60 * MINUTE_MS,
  day: 24 * 60 * MINUTE_MS,
  w: 7 * 24 * 60 * MINUTE_MS,
  week: 7 * 24 * 60 * MINUTE_MS,
};

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Names of days: how many days ago, and the hour at which they begin. */
const NAMED_DAYS: Readonly<Record<string, readonly [back: number, hour: number]>> = {
  today: [0, 0],
  'this morning': [0, 0],
  yesterday: [1, 0],
  'yesterday evening': [1, 18],
  'last night': [1, 18],
};

const ISO =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[t ](?<hours>\d\d?):(?<minutes>\d\d)(?::(?<seconds>\d\d)(?:\.\d+)?)?(?<zone> ?z| ?[+-]\d\d:?\d\d)?)?$/;
const TIME_SPAN = /^(?:(?:the )?(?:last|past) )?(?<count>\d{1,6}|an?)? ?(?<unit>[a-z]+?)s?(?<ago> ago)?$/;

/**
 * Parses a time in the past as people write it, in the local time zone unless it names another: a day
 * (`today`, `yesterday`, `monday`, `2026-05-31`) with or without a time; a time of day, which means its last
 * occurrence; a span (`2 hours ago`, `90m`, `last 3 days`); or an ISO 8601 time. Returns milliseconds since 1970.
 *
 * @throws CallError `invalid_input` for other text, and for a time in the future.
 */
export function parseSince(words: string, now: number): number {
  const said = words.trim().toLowerCase().replace(/\s+/g, ' ');
  const moment = parseIso(said) ?? parseTimeSpan(said, now) ?? parseDayAndTime(said, now);
  if (moment === undefined || Number.isNaN(moment)) {
    throw new CallError(
      'invalid_input',
      `Cannot understand since ${JSON.stringify(words.slice(0, 60))}; use a date, a time, or words such as "yesterday 18:00".`,
      { hint: `Examples: ${ACCEPTED_FORMS}.` },
    );
  }
  if (moment > now) {
    throw new CallError(
      'invalid_input',
      toSentence(mustBe('since', 'in the past', formatLocalTime(moment))),
      {
        hint: 'Use an earlier time.',
      },
    );
  }
  return moment;
}

/** A time as ISO 8601 with the local offset. */
export function formatLocalTime(moment: number): string {
  const offset = -new Date(moment).getTimezoneOffset();
  const local = new Date(moment + offset * MINUTE_MS).toISOString().slice(0, 19);
  const digits = (number: number) => String(Math.floor(Math.abs(number))).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${digits(offset / 60)}:${digits(offset % 60)}`;
}

function parseIso(said: string): number | undefined {
  const found = ISO.exec(said)?.groups;
  if (found === undefined) return undefined;
  const { zone, year = '', month = '', day = '', hours = '0', minutes = '0', seconds = '0' } = found;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  // Date rolls a day that the month does not have over into the next month.
  if (date.getMonth() !== Number(month) - 1) return Number.NaN;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return Number.NaN;
  if (zone === undefined) return date.setHours(Number(hours), Number(minutes), Number(seconds));
  const iso = `${year}-${month}-${day}T${hours.padStart(2, '0')}:${minutes}:${seconds}`;
  return Date.parse(`${iso}${zone.trim().toUpperCase()}`);
}

function parseTimeSpan(said: string, now: number): number | undefined {
  const { count, unit = '', ago } = TIME_SPAN.exec(said)?.groups ?? {};
  const length = Object.hasOwn(UNIT_MS, unit) ? UNIT_MS[unit] : undefined;
  if (length === undefined) return undefined;
  const isSpan = count !== undefined || /^(?:the )?(?:last|past) /.test(said);
  if (!isSpan && ago === undefined) return undefined;
  const times = count === undefined || count.startsWith('a') ? 1 : Number(count);
  return now - times * length;
}

/** A day, a time of day, or a day followed by a time of day. */
function parseDayAndTime(said: string, now: number): number | undefined {
  const exact = parseDay(said, now);
  if (exact !== undefined) return exact.getTime();
  const { dayWords, clockWords } = splitDayAndTime(said);
  // A number alone may be anything: a day, a year.
  const clock = /^\d+$/.test(clockWords) ? undefined : parseTimeOfDay(clockWords);
  if (clock === undefined) return undefined;
  const day = dayWords === '' ? new Date(now) : parseDay(dayWords, now);
  if (day === undefined) return undefined;
  const moment = new Date(day).setHours(...clock, 0, 0);
  if (moment <= now || (dayWords !== '' && !WEEKDAYS.includes(dayWords))) return moment;
  // A time of day in the future means its last occurrence: yesterday's, or that of the weekday a week ago.
  const back = dayWords === '' ? 1 : 7;
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - back, ...clock).getTime();
}

/** `monday at 6 pm` → `monday` and `6 pm`. */
function splitDayAndTime(said: string): { readonly dayWords: string; readonly clockWords: string } {
  const words = said.split(/[ ,]+/);
  const isHalfDay = /^[ap]m$/.test(words.at(-1) ?? '');
  const clock = words.splice(isHalfDay ? -2 : -1);
  if (words.at(-1) === 'at') words.pop();
  return { dayWords: words.join(' '), clockWords: clock.join(' ') };
}

/** When the named day begins. */
function parseDay(words: string, now: number): Date | undefined {
  const today = new Date(now);
  const daysBack = (back: number, hour = 0) =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() - back, hour);
  const named = Object.hasOwn(NAMED_DAYS, words) ? NAMED_DAYS[words] : undefined;
  if (named !== undefined) return daysBack(...named);
  const { last, name = '' } = /^(?:on )?(?<last>last )?(?<name>[a-z]{3,})$/.exec(words)?.groups ?? {};
  const weekday = WEEKDAYS.findIndex((day) => day === name || day.slice(0, 3) === name);
  if (weekday === -1) return undefined;
  const back = (today.getDay() - weekday + 7) % 7;
  return daysBack(last !== undefined && back === 0 ? 7 : back);
}
