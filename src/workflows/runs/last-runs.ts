import { isObject, toText } from '../../json.ts';
import type { Arguments } from '../../tools/operation.ts';
import { kindOfJob } from '../objects/object-kinds.ts';
import { isRun, type Run } from '../run-state.ts';
import type { WorkflowContext } from '../workflow.ts';
import { listLatestRuns } from './read-runs.ts';

/** Jobs per page, and workflows whose executions one call reads. */
const PAGE_SIZE = 50;
const MAX_WORKFLOWS = 20;

/** A job or workflow with its last run. */
export interface LastRun {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly kind: string;
  readonly owner: string;
  /** Undefined: it never ran. */
  readonly run: Run | undefined;
  /** When the run ended, or else started or was created. */
  readonly timestamp: number;
  readonly when: string | undefined;
  /** When the job itself was last changed. */
  readonly updatedAt: number;
}

export interface LastRuns {
  readonly found: readonly LastRun[];
  /** Whether there are objects that were not read. */
  readonly isTruncated: boolean;
}

/** Lists jobs, last changed first, until a whole page of them is older than `from`. */
export async function listJobs(
  context: WorkflowContext,
  filters: Arguments,
  from: number,
  maxPages: number,
): Promise<LastRuns> {
  const found: LastRun[] = [];
  for (let number = 1; number <= maxPages; number += 1) {
    const { value, page } = await context.callOperation('civis_jobs_list', {
      ...filters,
      limit: PAGE_SIZE,
      page_num: number,
    });
    const jobs = Array.isArray(value) ? value : [];
    const read = jobs.map(parseJobRow).filter((each) => each !== undefined);
    found.push(...read);
    const ended = page === undefined ? jobs.length < PAGE_SIZE : page.next === null;
    // A run does not always update the job's own time, so both must be older.
    if (ended || read.every(({ timestamp, updatedAt }) => Math.max(timestamp, updatedAt) < from))
      return { found, isTruncated: false };
    context.report({ done: number, total: maxPages, message: `${found.length} jobs checked` });
  }
  return { found, isTruncated: true };
}

/** The workflows that were changed last, each with its last execution: their list does not show it. */
export async function listWorkflows(context: WorkflowContext, filters: Arguments): Promise<LastRuns> {
  const { value, page } = await context.callOperation('civis_workflows_list', {
    ...filters,
    limit: MAX_WORKFLOWS,
  });
  const rows = (Array.isArray(value) ? value : []).filter(isObject);
  const found = await Promise.all(
    rows.map(async (row) => {
      const [run] = await listLatestRuns(context, 'workflow', Number(row['id']), 1);
      return toLastRun(row, 'workflow', run);
    }),
  );
  const isTruncated = page === undefined ? rows.length === MAX_WORKFLOWS : page.next !== null;
  return { found, isTruncated };
}

function parseJobRow(job: unknown): LastRun | undefined {
  if (!isObject(job) || typeof job['id'] !== 'number') return undefined;
  const run = isRun(job['last_run']) ? job['last_run'] : undefined;
  return toLastRun(job, kindOfJob(toText(job['type']), job['from_template_id']), run);
}

function toLastRun(row: Readonly<Record<string, unknown>>, kind: string, run: Run | undefined): LastRun {
  const { updated_at: updated } = row;
  const owner = row['author'] ?? row['user'];
  const when = run && (run.finished_at ?? run.started_at ?? run.created_at ?? toText(updated));
  return {
    id: Number(row['id']),
    name: toText(row['name']),
    type: toText(row['type']),
    kind,
    owner: isObject(owner) ? toText(owner['name'] ?? owner['username']) : '',
    run,
    timestamp: Date.parse(when ?? '') || 0,
    when,
    updatedAt: Date.parse(toText(updated)) || 0,
  };
}
