import { isObject } from '../../json.ts';
import type { Job } from '../records.ts';
import { type Civis, isoTime } from './platform.ts';
import { isActive, startRun } from './runs.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far ahead a schedule is followed: days of a month that it does not have come the month after. */
const HORIZON = 62;
/** Runs that were due longer ago than this, while nobody looked, are not made up for. */
const LONGEST_GAP = 31 * DAY;

/** When something runs by itself, as the platform stores it. Hours are those of UTC. */
export type Schedule = Readonly<Record<string, unknown>>;

/** The first moment after another at which a schedule is due; undefined where it never is. */
export function nextDue(schedule: Schedule, after: number): number | undefined {
  if (schedule['scheduled'] !== true) return undefined;
  const weekdays = numbers(schedule['scheduled_days']);
  const monthDays = numbers(schedule['scheduled_days_of_month']);
  const hours = numbers(schedule['scheduled_hours']);
  const minutes = minutesOf(schedule);
  const today = after - (after % DAY);
  for (let day = today; day <= today + HORIZON * DAY; day += DAY) {
    const date = new Date(day);
    if (weekdays.length > 0 && !weekdays.includes(date.getUTCDay())) continue;
    if (monthDays.length > 0 && !monthDays.includes(date.getUTCDate())) continue;
    for (let hour = 0; hour < 24; hour += 1) {
      if (hours.length > 0 && !hours.includes(hour)) continue;
      const due = minutes.map((minute) => day + hour * HOUR + minute * MINUTE).find((at) => at > after);
      if (due !== undefined) return due;
    }
  }
  return undefined;
}

function minutesOf(schedule: Schedule): number[] {
  const perHour = schedule['scheduled_runs_per_hour'];
  if (typeof perHour === 'number' && perHour >= 1) {
    return Array.from({ length: Math.min(perHour, 60) }, (_, run) => Math.floor((run * 60) / perHour));
  }
  const minutes = numbers(schedule['scheduled_minutes']);
  return minutes.length > 0 ? minutes.toSorted((one, other) => one - other) : [0];
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'number') : [];
}

/** Finds out when a job is due next, and puts it on the timeline. */
export function planNextRun(civis: Civis, job: Job, after: number): void {
  const schedule = job['schedule'];
  const next = isObject(schedule) ? nextDue(schedule, after) : undefined;
  job.next_run_at = next === undefined ? null : isoTime(next);
  if (job.state === 'idle' || job.state === 'scheduled')
    job.state = next === undefined ? 'idle' : 'scheduled';
  if (next !== undefined) civis.timeline.add({ at: next, kind: 'job is due', id: job.id });
}

/** Starts jobs when they are due. One that still runs then is left alone, an archived one too. */
export function scheduleInTime(civis: Civis): void {
  civis.timeline.on('job is due', (id, at) => {
    const job = civis.store.jobs.get(id);
    // A schedule that was changed meanwhile has put another moment on the timeline.
    if (job === undefined || job.next_run_at !== isoTime(at)) return;
    if (!job.archived && !isActive(job)) startRun(civis, job, at);
    planNextRun(civis, job, Math.max(at, civis.now() - LONGEST_GAP));
  });
}
