import { hasEnded, type Run } from '../run-state.ts';
import { formatDuration, runSeconds } from '../runs/run-duration.ts';
import { previousTime, type Schedule } from '../scheduling/schedule.ts';

export type Problem = 'missed' | 'waiting' | 'failing' | 'slow';

export interface Fault {
  readonly problem: Problem;
  readonly reason: string;
}

/** What is known of an object that runs. */
export interface Observed {
  /** Undefined: not scheduled, or not known. */
  readonly schedule?: Schedule | undefined;
  readonly timeZone: string;
  /** When the object was created and last changed, in milliseconds since 1970; NaN if unknown. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Newest first. */
  readonly runs: readonly Run[];
}

const MINUTE_MS = 60_000;
/** How long a run may be late before it is missed, and wait before it waits too long. */
const GRACE_MS = 30 * MINUTE_MS;
/** Schedulers may start a run slightly early by their own clock. */
const EARLY_MS = MINUTE_MS;
const MIN_FAILURES = 2;
/** Earlier runs that make a habit; a run breaks it by this factor and by at least these seconds. */
const MIN_EARLIER = 3;
const SLOW_FACTOR = 2;
const SLOW_SECONDS = 300;

/** What is wrong with an object, as far as it happened after `since`. Times are in milliseconds since 1970. */
export function findFaults(observed: Observed, since: number, now: number): Fault[] {
  const { runs } = observed;
  const [last] = runs;
  const faults = [missed(observed, since, now)];
  if (last !== undefined && (!hasEnded(last) || latestMoment(last) >= since)) {
    faults.push(waiting(last, now), failing(runs), slow(runs, now));
  }
  return faults.filter((fault) => fault !== undefined);
}

/** When a run last changed, as far as the platform says. */
export function latestMoment(run: Run): number {
  return Date.parse(run.finished_at ?? run.started_at ?? run.created_at ?? '');
}

function missed(observed: Observed, since: number, now: number): Fault | undefined {
  const { schedule, timeZone, createdAt, updatedAt, runs } = observed;
  if (schedule === undefined) return undefined;
  const due = previousTime(schedule, timeZone, now - GRACE_MS);
  if (due === undefined || due < since || createdAt > due) return undefined;
  // A run that was active at that time made the platform skip it; the run itself is reported if it is too slow.
  if (runs.some((run) => !hasEnded(run) || latestMoment(run) >= due - EARLY_MS)) return undefined;
  const changed = updatedAt > due ? '; it was changed after that' : '';
  return { problem: 'missed', reason: `Due ${shortTime(due)}, did not run${changed}` };
}

function waiting(run: Run, now: number): Fault | undefined {
  const waited = now - Date.parse(run.created_at ?? '');
  if (run.state !== 'queued' || !(waited > GRACE_MS)) return undefined;
  return {
    problem: 'waiting',
    reason: `Run ${run.id} has been queued for ${formatDuration(Math.round(waited / 1000))}`,
  };
}

function failing(runs: readonly Run[]): Fault | undefined {
  const ended = runs.filter(hasEnded);
  const firstOther = ended.findIndex(({ state }) => state !== 'failed');
  const failures = firstOther === -1 ? ended.length : firstOther;
  const [last] = ended;
  if (last === undefined || failures < MIN_FAILURES) return undefined;
  const atLeast = firstOther === -1 ? 'at least ' : '';
  return { problem: 'failing', reason: `Failed ${atLeast}${failures} times in a row, last run ${last.id}` };
}

function slow([last, ...earlier]: readonly Run[], now: number): Fault | undefined {
  if (last === undefined || (last.state !== 'running' && last.state !== 'succeeded')) return undefined;
  const isRunning = last.state === 'running';
  const seconds = isRunning ? Math.round((now - Date.parse(last.started_at ?? '')) / 1000) : runSeconds(last);
  const usual = median(
    earlier
      .filter(({ state }) => state === 'succeeded')
      .map(runSeconds)
      .filter((each) => each !== undefined),
  );
  if (usual === undefined || seconds === undefined) return undefined;
  if (!(seconds > usual * SLOW_FACTOR && seconds > usual + SLOW_SECONDS)) return undefined;
  const takes = isRunning ? 'has been running for' : 'took';
  return {
    problem: 'slow',
    reason: `Run ${last.id} ${takes} ${formatDuration(seconds)}; median ${formatDuration(Math.round(usual))}`,
  };
}

/** Undefined for fewer values than make a habit. */
function median(values: readonly number[]): number | undefined {
  if (values.length < MIN_EARLIER) return undefined;
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

function shortTime(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 16)}Z`;
}
