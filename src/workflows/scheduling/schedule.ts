import { Cron } from 'croner';
import { isObject } from '../../json.ts';

/** When an object is run, as the platform stores it, each list in ascending order. */
export interface Schedule {
  /** 0 is Sunday. Empty where days of the month are given. */
  readonly days: readonly number[];
  readonly daysOfMonth: readonly number[];
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
}

/** Length of lists that leave nothing out. */
const EVERY = { days: 7, daysOfMonth: 31, hours: 24, minutes: 60 } as const;

/** The values of one field of a schedule, from 0 to its largest. */
export function everyValueOf(field: 'days' | 'hours'): number[] {
  return Array.from({ length: EVERY[field] }, (_, value) => value);
}

/** The attribute `schedule` of an object. */
export function toScheduleAttribute({ days, daysOfMonth, hours, minutes }: Schedule) {
  return {
    scheduled: true,
    scheduled_days: days,
    scheduled_days_of_month: daysOfMonth,
    scheduled_hours: hours,
    scheduled_minutes: minutes,
  };
}

/** The schedule in the attribute `schedule`; undefined if it is turned off. Empty lists leave nothing out. */
export function readSchedule(attribute: unknown): Schedule | undefined {
  if (!isObject(attribute) || attribute['scheduled'] !== true) return undefined;
  const numbers = (name: string) => {
    const value = attribute[name];
    return (Array.isArray(value) ? value : [])
      .filter((each) => typeof each === 'number')
      .toSorted((a, b) => a - b);
  };
  const perHour = attribute['scheduled_runs_per_hour'];
  const minutes =
    typeof perHour === 'number' && perHour >= 1
      ? Array.from({ length: Math.min(perHour, 60) }, (_, run) => Math.floor((run * 60) / perHour))
      : numbers('scheduled_minutes');
  return {
    days: numbers('scheduled_days'),
    daysOfMonth: numbers('scheduled_days_of_month'),
    hours: numbers('scheduled_hours'),
    minutes: minutes.length === 0 ? [0] : minutes,
  };
}

/**
 * The next times of a schedule, as ISO 8601 in UTC.
 *
 * @throws RangeError if the time zone is unknown.
 */
export function nextTimes(schedule: Schedule, timeZone: string, now: number, count: number): string[] {
  const times = toCron(schedule, timeZone).nextRuns(count, new Date(now));
  return times.map((time) => time.toISOString());
}

/**
 * The last time of a schedule before a moment, in milliseconds since 1970; undefined if there is none.
 *
 * @throws RangeError if the time zone is unknown.
 */
export function previousTime(schedule: Schedule, timeZone: string, before: number): number | undefined {
  return toCron(schedule, timeZone).previousRuns(1, new Date(before))[0]?.getTime();
}

function toCron(schedule: Schedule, timeZone: string): Cron {
  const field = (name: keyof Schedule) => {
    const values = schedule[name];
    return values.length === 0 || values.length === EVERY[name] ? '*' : values.join(',');
  };
  const pattern = [field('minutes'), field('hours'), field('daysOfMonth'), '*', field('days')].join(' ');
  return new Cron(pattern, { timezone: timeZone, paused: true });
}
