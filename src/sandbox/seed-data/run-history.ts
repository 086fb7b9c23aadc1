import type { Run } from '../state/entities.ts';
import type { SeededRandom } from '../state/seeded-random.ts';
import { type FailureSeed, JOBS, type JobSeed } from './jobs.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Days of run history. */
const HISTORY_DAYS = 30;

/** A historical run that is not stored yet. */
export type PastRun = Pick<Run, 'state' | 'created_at' | 'started_at' | 'finished_at' | 'error'> & {
  readonly job: JobSeed;
};

/** The runs of the last month, oldest first: scheduled ones, and those that a parent's success triggered. */
export function simulatePastRuns(now: number, random: SeededRandom): PastRun[] {
  const today = now - (now % DAY);
  const runs: PastRun[] = [];
  const simulateRun = (job: JobSeed, created: number, daysAgo: number): void => {
    const started = created + random.between(4_000, 40_000);
    const error = failureOn(job.failure, daysAgo);
    const share = error === null ? random.between(0.85, 1.25) : random.between(0.2, 0.7);
    const finished = started + job.durationMinutes * MINUTE * share;
    if (finished > now) return;
    runs.push({
      job,
      state: error === null ? 'succeeded' : 'failed',
      created_at: new Date(created).toISOString(),
      started_at: new Date(started).toISOString(),
      finished_at: new Date(finished).toISOString(),
      error,
    });
    if (error !== null) return;
    for (const child of JOBS) {
      const { trigger } = child;
      if (trigger !== null && 'after' in trigger && trigger.after === job.name)
        simulateRun(child, finished, daysAgo);
    }
  };
  for (let daysAgo = HISTORY_DAYS; daysAgo >= 0; daysAgo -= 1) {
    for (const job of JOBS) {
      const created = scheduledOn(job, today - daysAgo * DAY);
      if (created !== null) simulateRun(job, created, daysAgo);
    }
  }
  return runs.sort((one, other) => (one.created_at < other.created_at ? -1 : 1));
}

function scheduledOn({ trigger }: JobSeed, day: number): number | null {
  if (trigger === null || !('at' in trigger)) return null;
  const { weekday, hours, minutes } = parseStartTime(trigger.at);
  if (weekday !== null && new Date(day).getUTCDay() !== weekday) return null;
  return day + (hours * 60 + minutes) * MINUTE;
}

/** Parses `05:30` and `Mon 06:00`. */
export function parseStartTime(text: string): { weekday: number | null; hours: number; minutes: number } {
  const [clock = '', weekday] = text.split(' ').reverse();
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return { weekday: weekday === undefined ? null : WEEKDAYS.indexOf(weekday), hours, minutes };
}

function failureOn(failure: FailureSeed | undefined, daysAgo: number): string | null {
  if (failure === undefined) return null;
  const { error, sinceDaysAgo = -1, onDaysAgo = [] } = failure;
  return daysAgo <= sinceDaysAgo || onDaysAgo.includes(daysAgo) ? error : null;
}
