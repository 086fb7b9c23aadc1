import type { Job, Run } from '../state/entities.ts';
import type { Store } from '../state/store.ts';
import { findRow } from './access-control.ts';
import type { CivisPlatform, CivisRequest, HandlerMap } from './civis-platform.ts';
import { parseResourcePath } from './resource-paths.ts';

const JOB = parseResourcePath('/jobs/{id}');

/** Operations of jobs beyond those of all collections and of everything with runs. */
export function jobHandlers(civis: CivisPlatform): HandlerMap {
  const findJob = (request: CivisRequest, needed: 'read' | 'write') =>
    findRow(civis, JOB, request.path, request.caller, needed) as Job;
  return {
    'GET /jobs/{id}/parents': (request) => ({
      value: ancestors(civis.store, findJob(request, 'read'), new Set()),
    }),
    'GET /jobs/{id}/children': (request) => ({
      value: childTree(civis, findJob(request, 'read').id, new Set()),
    }),
    'POST /jobs/{id}/trigger_email': (request) => {
      const job = findJob(request, 'write');
      job['trigger_email'] ??= `run.${job.id}.${civis.random.string(16, '0123456789abcdef')}@inbound.example`;
      return { value: job };
    },
  };
}

/** The chain of parents, the nearest first; `seen` ends a cycle. */
function ancestors(store: Store, job: Job, seen: ReadonlySet<number>): Job[] {
  const parent = job.parent_id === null ? undefined : store.jobs.get(job.parent_id);
  if (parent === undefined || seen.has(parent.id)) return [];
  return [parent, ...ancestors(store, parent, new Set([...seen, parent.id]))];
}

/**
 * The tree of jobs that a job triggers; `seen` ends a cycle. The documented shape has no nested levels, so
 * the objects are projected here.
 */
function childTree(
  civis: CivisPlatform,
  parentId: number,
  seen: ReadonlySet<number>,
): Record<string, unknown>[] {
  if (seen.has(parentId)) return [];
  const children = civis.store.jobs.inScope('').filter((job) => job.parent_id === parentId);
  return children.map((job) => ({
    id: job.id,
    name: job.name,
    type: job.type,
    state: job.state,
    created_at: job.created_at,
    updated_at: job.updated_at,
    last_run: job.last_run && runSummary(job.last_run),
    runs: job.runs.map(runSummary),
    children: childTree(civis, job.id, new Set([...seen, parentId])),
  }));
}

function runSummary({ id, state, created_at, started_at, finished_at, error }: Run): Partial<Run> {
  return { id, state, created_at, started_at, finished_at, error };
}
