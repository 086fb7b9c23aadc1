import type { Job, Run, RunOutcome } from '../records.ts';
import { findRow, NEEDED } from './access.ts';
import { conflict, notFound } from './errors.ts';
import { answerList } from './lists.ts';
import { placeOf, RUNS_PATH } from './places.ts';
import { type Civis, type CivisCall, type Family, isoTime } from './platform.ts';

/** Milliseconds that a run waits and works, and that a cancellation takes, at speed 1. */
const WAITS = [300, 800] as const;
const WORKS = [1_200, 3_000] as const;
const CANCELS = 600;

const CANCEL_PATH = /^(?<mount>.+)\/cancel$/;

/** Starting, listing, reading and cancelling the runs of whatever has runs. */
export const runs: Family = (civis, { path, verb, effect }) => {
  const { mount, run: token, below } = RUNS_PATH.exec(path)?.groups ?? {};
  if (mount === undefined || below !== undefined) return cancelNewest(civis, path);
  const job = (call: CivisCall) => findJob(civis, mount, call, NEEDED[effect]);
  if (token === undefined && verb === 'POST') {
    return (call) => {
      const run = startRun(civis, job(call), civis.now());
      return { value: { ...run, run_id: run.id }, status: 202 };
    };
  }
  if (token === undefined) {
    return (call) => answerList(civis, call, 'runs', civis.store.runs.inScope(String(job(call).id)));
  }
  return (call) => {
    const run = civis.store.runs.get(Number(call.path[token]));
    if (run === undefined || run.scope !== String(job(call).id)) throw notFound();
    if (verb !== 'DELETE') return { value: run };
    requestCancel(civis, run);
    return { status: 202 };
  };
};

/** `POST {mount}/cancel` cancels the run that is under way. */
function cancelNewest(civis: Civis, path: string): ReturnType<Family> {
  const mount = CANCEL_PATH.exec(path)?.groups?.['mount'];
  if (mount === undefined) return undefined;
  return (call) => {
    const job = findJob(civis, mount, call, 'write');
    if (job.last_run === null || !isActive(job)) throw notFound('There is no run to cancel.');
    requestCancel(civis, job.last_run);
    return { value: job.last_run, status: 202 };
  };
}

function findJob(civis: Civis, mount: string, call: CivisCall, needed: 'read' | 'write' | 'manage'): Job {
  return findRow(civis, placeOf(mount), call.path, call.caller, needed) as Job;
}

/** What is known of a run before it has an id. */
export type RunFields = Pick<
  Run,
  'state' | 'created_at' | 'started_at' | 'finished_at' | 'error' | 'is_cancel_requested' | 'plan'
>;

/** Runs that a job shows, and that are kept of it. */
const SHOWN_RUNS = 10;
const KEPT_RUNS = 500;

/** Makes a run the last one of its job. Each kind of job has its own name for the id in its runs. */
export function addRun({ store }: Civis, job: Job, fields: RunFields): Run {
  const owner = { import_id: job.id, cass_ncoa_id: job.id, optimization_id: job.id };
  const run: Run = { ...fields, ...owner, id: store.runs.nextId(), scope: String(job.id) };
  run['updated_at'] = fields.finished_at ?? fields.created_at;
  job.last_run = store.runs.insert(run);
  job.runs = [run, ...job.runs.slice(0, SHOWN_RUNS - 1)];
  const kept = store.runs.inScope(run.scope);
  if (kept.length > KEPT_RUNS && kept[0] !== undefined) store.runs.delete(kept[0]);
  return run;
}

/** Whether a run, or a job, waits or works. */
export function isActive({ state }: Pick<Run | Job, 'state'>): boolean {
  return state === 'queued' || state === 'running';
}

/**
 * Queues a run that works for so many milliseconds, at speed 1. Throws 409 while another one is under way.
 */
export function startRun(civis: Civis, job: Job, at: number, works = civis.random.between(...WORKS)): Run {
  if (job.last_run !== null && isActive(job)) {
    throw conflict(
      'already_running',
      `Job ${job.id} is ${job.last_run.state} already; wait for run ${job.last_run.id}.`,
    );
  }
  const { random, speed, timeline } = civis;
  const fails = job.trouble !== null && random.next() < job.trouble.chance;
  const start = Math.round(at + random.between(...WAITS) / speed);
  const run = addRun(civis, job, {
    state: 'queued',
    created_at: isoTime(at),
    started_at: null,
    finished_at: null,
    error: null,
    is_cancel_requested: false,
    plan: {
      finish_at: Math.round(start + works / speed),
      error: fails ? (job.trouble?.error ?? null) : null,
    },
  });
  follow(job, run, at);
  timeline.add({ at: start, kind: 'run starts', id: run.id });
  return run;
}

function requestCancel(civis: Civis, run: Run): void {
  if (!isActive(run) || run.is_cancel_requested) return;
  run.is_cancel_requested = true;
  civis.timeline.add({ at: civis.now() + CANCELS / civis.speed, kind: 'run is cancelled', id: run.id });
}

/** What the runs of a kind of job really do; a run of any other kind only takes its time. */
export interface Work {
  /** Done as a run starts: decides how it will end. */
  readonly attempt?: (job: Job, run: Run, at: number) => RunOutcome;
  /** Done as a run ends well. */
  readonly finish?: (job: Job, run: Run, at: number) => void;
}

/** Makes runs go on as time passes. `workOf` finds what a job really does. */
export function runInTime(civis: Civis, workOf: (job: Job) => Work): void {
  const { store, timeline } = civis;
  const during = (happen: (run: Run, job: Job, at: number) => void) => (id: number, at: number) => {
    const run = store.runs.get(id);
    const job = run && store.jobs.get(Number(run.scope));
    if (run === undefined || job === undefined || !isActive(run)) return;
    happen(run, job, at);
    follow(job, run, at);
  };
  timeline.on(
    'run starts',
    during((run, job, at) => {
      run.state = 'running';
      run.started_at = isoTime(at);
      const end = run.plan?.finish_at ?? at;
      const attempt = workOf(job).attempt?.(job, run, at);
      if (attempt !== undefined && run.plan?.error === null) run.plan = { finish_at: end, ...attempt };
      timeline.add({ at: end, kind: 'run ends', id: run.id });
    }),
  );
  timeline.on(
    'run ends',
    during((run, job, at) => {
      run.error = run.plan?.error ?? null;
      run.state = run.error === null ? 'succeeded' : 'failed';
      run.finished_at = isoTime(at);
      if (run.error !== null) return;
      workOf(job).finish?.(job, run, at);
      triggerChildren(civis, job, at);
    }),
  );
  timeline.on(
    'run is cancelled',
    during((run, _, at) => {
      run.state = 'cancelled';
      run.finished_at = isoTime(at);
    }),
  );
}

/** A job is in the state of its last run. */
function follow(job: Job, run: Run, at: number): void {
  job.state = run.state;
  job.updated_at = isoTime(at);
  run['updated_at'] = job.updated_at;
}

function triggerChildren(civis: Civis, parent: Job, at: number): void {
  for (const job of civis.store.jobs.inScope('')) {
    if (job.parent_id === parent.id && !job.archived && !isActive(job)) startRun(civis, job, at);
  }
}
