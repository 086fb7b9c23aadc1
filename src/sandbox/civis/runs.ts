import type { Job, Run, RunOutcome } from '../state/entities.ts';
import { findRow, REQUIRED_LEVELS } from './access-control.ts';
import { conflict, notFound } from './civis-error.ts';
import { type CivisPlatform, type CivisRequest, type HandlerFactory, isoTime } from './civis-platform.ts';
import { listResponse } from './list-responses.ts';
import { parseResourcePath, RUNS_PATH } from './resource-paths.ts';

/** Milliseconds that a run is queued and runs, and that a cancellation takes, at speed 1. */
const QUEUE_DURATION = [300, 800] as const;
const RUN_DURATION = [1_200, 3_000] as const;
const CANCEL_DURATION = 600;

const CANCEL_PATH = /^(?<basePath>.+)\/cancel$/;

/** Starts, lists, reads and cancels the runs of jobs of any type. */
export const runHandler: HandlerFactory = (civis, { path, verb, effect }) => {
  const { basePath, run: runParameter, below } = RUNS_PATH.exec(path)?.groups ?? {};
  if (basePath === undefined || below !== undefined) return cancelHandler(civis, path);
  const job = (request: CivisRequest) => findJob(civis, basePath, request, REQUIRED_LEVELS[effect]);
  if (runParameter === undefined && verb === 'POST') {
    return (request) => {
      const run = startRun(civis, job(request), civis.now());
      return { value: { ...run, run_id: run.id }, status: 202 };
    };
  }
  if (runParameter === undefined) {
    return (request) =>
      listResponse(civis, request, 'runs', civis.store.runs.inScope(String(job(request).id)));
  }
  return (request) => {
    const run = civis.store.runs.get(Number(request.path[runParameter]));
    if (run === undefined || run.scope !== String(job(request).id)) throw notFound();
    if (verb !== 'DELETE') return { value: run };
    requestCancel(civis, run);
    return { status: 202 };
  };
};

/** `POST {basePath}/cancel` cancels the active run. */
function cancelHandler(civis: CivisPlatform, path: string): ReturnType<HandlerFactory> {
  const basePath = CANCEL_PATH.exec(path)?.groups?.['basePath'];
  if (basePath === undefined) return undefined;
  return (request) => {
    const job = findJob(civis, basePath, request, 'write');
    if (job.last_run === null || !isActive(job)) throw notFound('There is no active run to cancel.');
    requestCancel(civis, job.last_run);
    return { value: job.last_run, status: 202 };
  };
}

function findJob(
  civis: CivisPlatform,
  basePath: string,
  request: CivisRequest,
  needed: 'read' | 'write' | 'manage',
): Job {
  return findRow(civis, parseResourcePath(basePath), request.path, request.caller, needed) as Job;
}

/** Fields of a run that is not stored yet. */
export type RunFields = Pick<
  Run,
  'state' | 'created_at' | 'started_at' | 'finished_at' | 'error' | 'is_cancel_requested' | 'plan'
>;

/** Runs that a job shows, and runs that are kept of it. */
const MAX_RECENT_RUNS = 10;
const MAX_RUNS_PER_JOB = 500;

/** Adds a run as its job's last one. Each type of job has its own name for its id in runs. */
export function addRun({ store }: CivisPlatform, job: Job, fields: RunFields): Run {
  const owner = {
    import_id: job.id,
    cass_ncoa_id: job.id,
    optimization_id: job.id,
    query_id: job.id,
    sql_id: job.id,
    python_id: job.id,
    r_id: job.id,
    javascript_id: job.id,
    dbt_id: job.id,
    container_id: job.id,
    custom_id: job.id,
  };
  const run: Run = { ...fields, ...owner, id: store.runs.nextId(), scope: String(job.id) };
  run['updated_at'] = fields.finished_at ?? fields.created_at;
  job.last_run = store.runs.insert(run);
  job.runs = [run, ...job.runs.slice(0, MAX_RECENT_RUNS - 1)];
  const kept = store.runs.inScope(run.scope);
  if (kept.length > MAX_RUNS_PER_JOB && kept[0] !== undefined) store.runs.delete(kept[0]);
  return run;
}

/** Whether a run or a job is queued or running. */
export function isActive({ state }: Pick<Run | Job, 'state'>): boolean {
  return state === 'queued' || state === 'running';
}

/**
 * Queues a run that takes so many milliseconds, at speed 1. Throws 409 while another one is active.
 */
export function startRun(
  civis: CivisPlatform,
  job: Job,
  at: number,
  duration = civis.random.between(...RUN_DURATION),
): Run {
  if (job.last_run !== null && isActive(job)) {
    throw conflict(
      'already_running',
      `Job ${job.id} is already ${job.last_run.state}. Wait for run ${job.last_run.id}.`,
    );
  }
  const { random, speed, eventQueue } = civis;
  const fails = job.trouble !== null && random.next() < job.trouble.chance;
  const start = Math.round(at + random.between(...QUEUE_DURATION) / speed);
  const run = addRun(civis, job, {
    state: 'queued',
    created_at: isoTime(at),
    started_at: null,
    finished_at: null,
    error: null,
    is_cancel_requested: false,
    plan: {
      finish_at: Math.round(start + duration / speed),
      error: fails ? (job.trouble?.error ?? null) : null,
    },
  });
  updateJobState(job, run, at);
  eventQueue.add({ at: start, kind: 'run starts', id: run.id });
  return run;
}

function requestCancel(civis: CivisPlatform, run: Run): void {
  if (!isActive(run) || run.is_cancel_requested) return;
  run.is_cancel_requested = true;
  civis.eventQueue.add({
    at: civis.now() + CANCEL_DURATION / civis.speed,
    kind: 'run is cancelled',
    id: run.id,
  });
}

/** What runs of a type of job do; runs of other types only take time. */
export interface RunExecutor {
  /** Called when a run starts; undefined: it only takes time. */
  readonly determineOutcome?: (job: Job, run: Run, at: number) => RunOutcome | undefined;
  /** Called when a run succeeds. */
  readonly applyResults?: (job: Job, run: Run, at: number) => void;
}

/** Advances runs as simulated time passes. */
export function registerRunEvents(civis: CivisPlatform, executorOf: (job: Job) => RunExecutor): void {
  const { store, eventQueue } = civis;
  const forActiveRun = (handle: (run: Run, job: Job, at: number) => void) => (id: number, at: number) => {
    const run = store.runs.get(id);
    const job = run && store.jobs.get(Number(run.scope));
    if (run === undefined || job === undefined || !isActive(run)) return;
    handle(run, job, at);
    updateJobState(job, run, at);
  };
  eventQueue.on(
    'run starts',
    forActiveRun((run, job, at) => {
      run.state = 'running';
      run.started_at = isoTime(at);
      const end = run.plan?.finish_at ?? at;
      const outcome = executorOf(job).determineOutcome?.(job, run, at);
      if (outcome !== undefined && run.plan?.error === null) run.plan = { finish_at: end, ...outcome };
      eventQueue.add({ at: end, kind: 'run ends', id: run.id });
    }),
  );
  eventQueue.on(
    'run ends',
    forActiveRun((run, job, at) => {
      run.error = run.plan?.error ?? null;
      run.state = run.error === null ? 'succeeded' : 'failed';
      run.finished_at = isoTime(at);
      if (run.error !== null) return;
      executorOf(job).applyResults?.(job, run, at);
      triggerChildren(civis, job, at);
    }),
  );
  eventQueue.on(
    'run is cancelled',
    forActiveRun((run, _, at) => {
      run.state = 'cancelled';
      run.finished_at = isoTime(at);
    }),
  );
}

/** A job has the state of its last run. */
function updateJobState(job: Job, run: Run, at: number): void {
  job.state = run.state;
  job.updated_at = isoTime(at);
  run['updated_at'] = job.updated_at;
}

function triggerChildren(civis: CivisPlatform, parent: Job, at: number): void {
  for (const job of civis.store.jobs.inScope('')) {
    if (job.parent_id === parent.id && !job.archived && !isActive(job)) startRun(civis, job, at);
  }
}
