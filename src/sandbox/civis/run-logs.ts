import type { Job, Run } from '../state/entities.ts';
import { SeededRandom } from '../state/seeded-random.ts';
import { findRow } from './access-control.ts';
import { notFound } from './civis-error.ts';
import { type HandlerFactory, isoTime } from './civis-platform.ts';
import { DEFAULT_LOG_LINES, LOG_LINES } from './log-messages.ts';
import { parseResourcePath, RUNS_PATH } from './resource-paths.ts';

/** One line of a log. Ids are in the order of arrival, `created_at` is the time of writing. */
export interface LogLine {
  readonly id: number;
  readonly created_at: string;
  readonly message: string;
  readonly level: 'info' | 'error';
}

type LoggedJob = Pick<Job, 'type'>;
type LoggedRun = Pick<Run, 'id' | 'started_at' | 'finished_at' | 'error' | 'plan'>;

/** Most milliseconds until a line arrives, at speed 1; the last lines arrive after the run has ended. */
const MAX_ARRIVAL_DELAY = 8_000;
const DEFAULT_LIMIT = 10_000;
/** Size of the id range of one run, and so the most lines that a run can have. */
const IDS_PER_RUN = 100;

/** The log of one run: it grows while the run works, and some lines arrive late and out of order. */
export const logHandler: HandlerFactory = (civis, { path }) => {
  const { basePath, run: runParameter, below } = RUNS_PATH.exec(path)?.groups ?? {};
  if (basePath === undefined || runParameter === undefined || below !== '/logs') return undefined;
  return ({ path: ids, caller, query }) => {
    const job = findRow(civis, parseResourcePath(basePath), ids, caller, 'read') as Job;
    const run = civis.store.runs.get(Number(ids[runParameter]));
    if (run === undefined || run.scope !== String(job.id)) throw notFound();
    const { last_id: last, limit = DEFAULT_LIMIT } = query;
    const lines = logLines(job, run, civis.now(), civis.speed);
    const asked = typeof last === 'number' ? lines.filter(({ id }) => id > last) : sortByCreation(lines);
    return { value: asked.slice(0, Number(limit)) };
  };
};

function sortByCreation(lines: readonly LogLine[]): LogLine[] {
  return lines.toSorted((one, other) => (one.created_at < other.created_at ? -1 : 1));
}

/** The lines that have arrived by now, in the order of arrival. */
export function logLines(job: LoggedJob, run: LoggedRun, now: number, speed: number): LogLine[] {
  const random = new SeededRandom(run.id);
  return scheduledLines(job, run)
    .map((line, position) => {
      // Every third line arrives late.
      const delay =
        position % 3 === 1
          ? random.between(MAX_ARRIVAL_DELAY / 4, MAX_ARRIVAL_DELAY)
          : random.between(0, MAX_ARRIVAL_DELAY / 40);
      return { ...line, arrives: line.at + delay / speed };
    })
    .sort((one, other) => one.arrives - other.arrives)
    .map((line, position) => ({ ...line, id: run.id * IDS_PER_RUN + position }))
    .filter(({ at, arrives }) => arrives <= now && at <= runEnd(run))
    .map(({ id, at, message, level }) => ({ id, created_at: isoTime(at), message, level }));
}

/** All lines that the run writes from its start to its planned end. */
function scheduledLines(
  job: LoggedJob,
  run: LoggedRun,
): { at: number; message: string; level: LogLine['level'] }[] {
  if (run.started_at === null) return [];
  const start = Date.parse(run.started_at);
  const end = run.plan?.finish_at ?? runEnd(run);
  const error = run.plan === null ? run.error : run.plan.error;
  const usual = LOG_LINES[job.type] ?? DEFAULT_LOG_LINES;
  const typical = error === null ? usual : usual.slice(0, Math.ceil(usual.length * 0.6));
  const messages = (run.plan?.steps ?? typical).slice(0, IDS_PER_RUN - 1);
  const lines = messages.map((message, position) => ({
    at: start + ((end - start) * position) / messages.length,
    message,
    level: 'info' as const,
  }));
  const last =
    error === null
      ? { message: 'Done', level: 'info' as const }
      : { message: error, level: 'error' as const };
  return [...lines, { at: end, ...last }];
}

function runEnd({ finished_at }: LoggedRun): number {
  return finished_at === null ? Number.POSITIVE_INFINITY : Date.parse(finished_at);
}
