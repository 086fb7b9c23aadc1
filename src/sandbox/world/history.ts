import type { SeededRandom } from '../random.ts';
import type { Run } from '../records.ts';
import { type Failing, JOBS, type JobPlan } from './jobs.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Days that the world remembers. */
const DAYS = 30;

/** A run of the past, before it is stored. */
export type PastRun = Pick<Run, 'state' | 'created_at' | 'started_at' | 'finished_at' | 'error'> & {
  readonly job: JobPlan;
};

/** The runs of the last month, oldest first: what was scheduled, and what their successes triggered. */
export function pastRuns(now: number, random: SeededRandom): PastRun[] {
  const today = now - (now % DAY);
  const runs: PastRun[] = [];
  const happen = (job: JobPlan, created: number, daysAgo: number): void => {
    const started = created + random.between(4_000, 40_000);
    const error = fails(job.failing, daysAgo);
    const share = error === null ? random.between(0.85, 1.25) : random.between(0.2, 0.7);
    const finished = started + job.minutes * MINUTE * share;
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
      const { starts } = child;
      if (starts !== null && 'after' in starts && starts.after === job.name) happen(child, finished, daysAgo);
    }
  };
  for (let daysAgo = DAYS; daysAgo >= 0; daysAgo -= 1) {
    for (const job of JOBS) {
      const created = scheduledOn(job, today - daysAgo * DAY);
      if (created !== null) happen(job, created, daysAgo);
    }
  }
  return runs.sort((one, other) => (one.created_at < other.created_at ? -1 : 1));
}

function scheduledOn({ starts }: JobPlan, day: number): number | null {
  if (starts === null || !('at' in starts)) return null;
  const { weekday, hours, minutes } = clockOf(starts.at);
  if (weekday !== null && new Date(day).getUTCDay() !== weekday) return null;
  return day + (hours * 60 + minutes) * MINUTE;
}

/** Reads `05:30` and `Mon 06:00`. */
export function clockOf(text: string): { weekday: number | null; hours: number; minutes: number } {
  const [clock = '', weekday] = text.split(' ').reverse();
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return { weekday: weekday === undefined ? null : WEEKDAYS.indexOf(weekday), hours, minutes };
}

function fails(failing: Failing | undefined, daysAgo: number): string | null {
  if (failing === undefined) return null;
  const { error, since = -1, on = [] } = failing;
  return daysAgo <= since || on.includes(daysAgo) ? error : null;
}
