import { SeededRandom } from '../random.ts';
import type { Job, Run } from '../records.ts';
import { LOG_LINES, PLAIN_LOG_LINES } from '../world/log-lines.ts';
import { findRow } from './access.ts';
import { notFound } from './errors.ts';
import { placeOf, RUNS_PATH } from './places.ts';
import { type Family, isoTime } from './platform.ts';

/** One line of a log. Its id says in which order lines arrived, `created_at` when it was written. */
export interface LogLine {
  readonly id: number;
  readonly created_at: string;
  readonly message: string;
  readonly level: 'info' | 'error';
}

type LoggedJob = Pick<Job, 'type'>;
type LoggedRun = Pick<Run, 'id' | 'started_at' | 'finished_at' | 'error' | 'plan'>;

/** Milliseconds that a line may be under way at speed 1; the last lines come after the run has ended. */
const LATEST = 8_000;
const USUAL_LIMIT = 10_000;
/** Lines that one run can have: ids of different runs do not meet. */
const ID_STEP = 100;

/** The log of one run: it grows while the run works, and some lines come late and out of order. */
export const logs: Family = (civis, { path }) => {
  const { mount, run: token, below } = RUNS_PATH.exec(path)?.groups ?? {};
  if (mount === undefined || token === undefined || below !== '/logs') return undefined;
  return ({ path: ids, caller, query }) => {
    const job = findRow(civis, placeOf(mount), ids, caller, 'read') as Job;
    const run = civis.store.runs.get(Number(ids[token]));
    if (run === undefined || run.scope !== String(job.id)) throw notFound();
    const { last_id: last, limit = USUAL_LIMIT } = query;
    const lines = logOf(job, run, civis.now(), civis.speed);
    const asked = typeof last === 'number' ? lines.filter(({ id }) => id > last) : inTheOrderWritten(lines);
    return { value: asked.slice(0, Number(limit)) };
  };
};

function inTheOrderWritten(lines: readonly LogLine[]): LogLine[] {
  return lines.toSorted((one, other) => (one.created_at < other.created_at ? -1 : 1));
}

/** The lines that have arrived by now, in the order of their arrival. */
export function logOf(job: LoggedJob, run: LoggedRun, now: number, speed: number): LogLine[] {
  const random = new SeededRandom(run.id);
  return written(job, run)
    .map((line, position) => {
      // Every third line takes its time, the others hurry.
      const delay = position % 3 === 1 ? random.between(LATEST / 4, LATEST) : random.between(0, LATEST / 40);
      return { ...line, arrives: line.at + delay / speed };
    })
    .sort((one, other) => one.arrives - other.arrives)
    .map((line, position) => ({ ...line, id: run.id * ID_STEP + position }))
    .filter(({ at, arrives }) => arrives <= now && at <= endOf(run))
    .map(({ id, at, message, level }) => ({ id, created_at: isoTime(at), message, level }));
}

/** Everything that the run writes from its start to the end that it was to have. */
function written(job: LoggedJob, run: LoggedRun): { at: number; message: string; level: LogLine['level'] }[] {
  if (run.started_at === null) return [];
  const start = Date.parse(run.started_at);
  const end = run.plan?.finish_at ?? endOf(run);
  const error = run.plan === null ? run.error : run.plan.error;
  const usual = LOG_LINES[job.type] ?? PLAIN_LOG_LINES;
  const gone = error === null ? usual : usual.slice(0, Math.ceil(usual.length * 0.6));
  const reached = (run.plan?.steps ?? gone).slice(0, ID_STEP - 1);
  const lines = reached.map((message, position) => ({
    at: start + ((end - start) * position) / reached.length,
    message,
    level: 'info' as const,
  }));
  const last =
    error === null
      ? { message: 'Done', level: 'info' as const }
      : { message: error, level: 'error' as const };
  return [...lines, { at: end, ...last }];
}

function endOf({ finished_at }: LoggedRun): number {
  return finished_at === null ? Number.POSITIVE_INFINITY : Date.parse(finished_at);
}
