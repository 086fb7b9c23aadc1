/** A date or a timestamp, as text in the database: `2026-03-01` or `2026-03-01 12:00:00`. */
export interface Moment {
  /** Milliseconds since 1970, in UTC. */
  readonly ms: number;
  readonly isDate: boolean;
}

/** Parts of a moment, smallest first, with their length where it is fixed. */
export type MomentUnit = (typeof UNITS)[number];

const UNITS = ['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const;

const UNIT_MS: Readonly<Partial<Record<MomentUnit, number>>> = {
  millisecond: 1,
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

const UNIT_MONTHS: Readonly<Partial<Record<MomentUnit, number>>> = { month: 1, quarter: 3, year: 12 };

const SHORT_UNITS: Readonly<Record<string, MomentUnit>> = {
  ...{ ms: 'millisecond', msec: 'millisecond', s: 'second', sec: 'second', m: 'minute', min: 'minute' },
  ...{ h: 'hour', hr: 'hour', d: 'day', w: 'week', mon: 'month', qtr: 'quarter', y: 'year', yr: 'year' },
};

const DAY_MS = 86_400_000;

/** The unit that a word names, in the singular or plural; undefined for any other word. */
export function unitOf(word: string): MomentUnit | undefined {
  const name = word.toLowerCase();
  const singular = name.replace(/s$/, '');
  return UNITS.find((unit) => unit === singular) ?? SHORT_UNITS[name] ?? SHORT_UNITS[singular];
}

const MOMENT =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(?:Z|\+00(?::?00)?)?)?$/;

/** The moment that a value is; null for anything else. */
export function toMoment(value: unknown): Moment | null {
  if (typeof value !== 'string') return null;
  const [, year, month, day, hour, minute, second, fraction = ''] = MOMENT.exec(value.trim()) ?? [];
  if (year === undefined) return null;
  const time = [hour, minute, second].map((part) => Number(part ?? 0));
  const ms =
    Date.UTC(Number(year), Number(month) - 1, Number(day), ...time) +
    Number(fraction.padEnd(3, '0').slice(0, 3));
  // 2026-02-30 would be a day in March.
  const isReal = Number(month) <= 12 && new Date(ms).getUTCDate() === Number(day);
  return isReal ? { ms, isDate: hour === undefined } : null;
}

export function printMoment({ ms, isDate }: Moment): string {
  const text = new Date(ms).toISOString();
  if (isDate) return text.slice(0, 10);
  const seconds = text.slice(0, 19).replace('T', ' ');
  return ms % 1000 === 0 ? seconds : `${seconds}${text.slice(19, 23)}`;
}

/** The moment so many units later. */
export function addUnits({ ms, isDate }: Moment, count: number, unit: MomentUnit): Moment {
  const months = UNIT_MONTHS[unit];
  if (months !== undefined) return { ms: addMonths(ms, count * months), isDate };
  const length = UNIT_MS[unit] ?? 0;
  return { ms: ms + Math.round(count * length), isDate: isDate && length >= DAY_MS };
}

/** The last day of the month where the month is too short. */
function addMonths(ms: number, months: number): number {
  const date = new Date(ms);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + Math.trunc(months));
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, last));
}

/** The beginning of the unit that the moment is in. */
export function truncateMoment(ms: number, unit: MomentUnit): number {
  const date = new Date(ms);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (unit) {
    case 'year':
      return Date.UTC(year, 0, 1);
    case 'quarter':
      return Date.UTC(year, month - (month % 3), 1);
    case 'month':
      return Date.UTC(year, month, 1);
    case 'week':
      return Math.floor(ms / DAY_MS) * DAY_MS - ((date.getUTCDay() + 6) % 7) * DAY_MS;
    default:
      return Math.floor(ms / (UNIT_MS[unit] ?? 1)) * (UNIT_MS[unit] ?? 1);
  }
}

/** How many borders of the unit lie between two moments, as DATEDIFF counts. */
export function countBorders(from: number, to: number, unit: MomentUnit): number {
  const months = UNIT_MONTHS[unit];
  if (months === undefined) {
    const length = UNIT_MS[unit] ?? 1;
    // A week begins on Sunday for DATEDIFF; 1970 began on a Thursday.
    const shift = unit === 'week' ? 4 * DAY_MS : 0;
    return Math.floor((to + shift) / length) - Math.floor((from + shift) / length);
  }
  const monthOf = (ms: number) => new Date(ms).getUTCFullYear() * 12 + new Date(ms).getUTCMonth();
  return Math.floor(monthOf(to) / months) - Math.floor(monthOf(from) / months);
}

/** A length of time, such as `1 month 3 days`, in months and milliseconds; null for any other text. */
export function parseInterval(text: string): { readonly months: number; readonly ms: number } | null {
  let months = 0;
  let ms = 0;
  let rest = text.trim();
  while (rest !== '') {
    const [whole, count, word = ''] = /^([+-]?\d+(?:\.\d+)?) *([a-z]+)[ ,]*/i.exec(rest) ?? [];
    const unit = unitOf(word);
    if (whole === undefined || unit === undefined) return null;
    months += Number(count) * (UNIT_MONTHS[unit] ?? 0);
    ms += Number(count) * (UNIT_MS[unit] ?? 0);
    rest = rest.slice(whole.length);
  }
  return text.trim() === '' ? null : { months, ms };
}

/** The value of a part of a moment: `dow`, `epoch`, `month`; null for an unknown part. */
export function momentPart(ms: number, part: string): number | null {
  const date = new Date(ms);
  switch (part.toLowerCase()) {
    case 'epoch':
      return ms / 1000;
    case 'dow':
    case 'dayofweek':
    case 'weekday':
      return date.getUTCDay();
    case 'isodow':
      return date.getUTCDay() || 7;
    case 'doy':
    case 'dayofyear':
      return Math.floor((ms - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;
    default:
      return unitPart(ms, unitOf(part));
  }
}

function unitPart(ms: number, unit: MomentUnit | undefined): number | null {
  const date = new Date(ms);
  switch (unit) {
    case 'year':
      return date.getUTCFullYear();
    case 'quarter':
      return Math.floor(date.getUTCMonth() / 3) + 1;
    case 'month':
      return date.getUTCMonth() + 1;
    case 'week':
      return isoWeek(ms);
    case 'day':
      return date.getUTCDate();
    case 'hour':
      return date.getUTCHours();
    case 'minute':
      return date.getUTCMinutes();
    case 'second':
      return date.getUTCSeconds() + date.getUTCMilliseconds() / 1000;
    case 'millisecond':
      return date.getUTCSeconds() * 1000 + date.getUTCMilliseconds();
    default:
      return null;
  }
}

/** Week 1 is that of the first Thursday. */
function isoWeek(ms: number): number {
  const thursday = truncateMoment(ms, 'week') + 3 * DAY_MS;
  return Math.floor((thursday - Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1)) / (7 * DAY_MS)) + 1;
}
