import pMap from 'p-map';
import { CallError } from '../../errors.ts';
import { isObject, toText } from '../../json.ts';
import { idArgument, kindOfJob, type ObjectKindName, objectOperation } from '../objects/object-kinds.ts';
import { isRun, type Run } from '../run-state.ts';
import { listLatestRuns } from '../runs/read-runs.ts';
import { readSchedule } from '../scheduling/schedule.ts';
import type { WorkflowContext } from '../workflow.ts';
import { latestMoment, type Observed } from './find-faults.ts';

export interface ObservedObject extends Observed {
  readonly kind: ObjectKindName;
  readonly id: number;
  readonly name: string;
}

export interface Observation {
  readonly objects: readonly ObservedObject[];
  /** What was not looked at, in words. */
  readonly gaps: readonly string[];
}

type Row = Readonly<Record<string, unknown>> & { readonly id: number };

const CONCURRENCY = 6;
const PAGE_SIZE = 50;
const MAX_PAGES = 4;
/** Objects that are read one by one at most, and runs of each of them. */
const MAX_READS = 200;
const MAX_RUNS = 10;
const DEFAULT_TIME_ZONE = 'UTC';
const LEFT_OUT: readonly CallError['kind'][] = ['forbidden', 'not_found', 'not_allowed', 'platform_error'];

/** Reads the scheduled jobs, the jobs and workflows that changed after `since`, and their latest runs. */
export async function observeObjects(context: WorkflowContext, since: number): Promise<Observation> {
  const gaps: string[] = [];
  const list = (operation: string, args: Record<string, unknown>, what: string) =>
    readRows(context, operation, args, what, since, gaps);
  const [scheduled, recent, workflows] = await Promise.all([
    list('civis_jobs_list', { scheduled: true }, 'scheduled jobs'),
    list('civis_jobs_list', {}, 'jobs'),
    list('civis_workflows_list', {}, 'workflows'),
  ]);
  const scheduledIds = new Set(scheduled.map(({ id }) => id));
  const jobs = [...new Map([...scheduled, ...recent].map((row) => [row.id, row])).values()].filter(
    (row) => scheduledIds.has(row.id) || isRecent(row, since),
  );
  const reads = [
    ...jobs.map((row) => () => observeJob(context, row, scheduledIds.has(row.id), gaps)),
    ...workflows.map((row) => () => observeWorkflow(context, row)),
  ];
  if (reads.length > MAX_READS)
    gaps.push(`Only ${MAX_READS} of ${reads.length} objects were looked into; use a later since.`);
  let done = 0;
  let unread = 0;
  const total = Math.min(reads.length, MAX_READS);
  const observed = await pMap(
    reads.slice(0, MAX_READS),
    async (read) => {
      const each = await read().catch((cause: unknown) => {
        refuseOthers(cause);
        unread += 1;
        return undefined;
      });
      done += 1;
      context.report({ done, total, message: `${done} of ${total} objects checked` });
      return each;
    },
    { concurrency: CONCURRENCY },
  );
  if (unread > 0) gaps.push(`${unread} objects could not be read.`);
  return { objects: observed.filter((each) => each !== undefined), gaps };
}

/** Rows of a list, last changed first; a list of what is not scheduled ends where its rows are older than `since`. */
async function readRows(
  context: WorkflowContext,
  operation: string,
  args: Record<string, unknown>,
  what: string,
  since: number,
  gaps: string[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let number = 1; number <= MAX_PAGES; number += 1) {
    const outcome = await context
      .callOperation(operation, { ...args, limit: PAGE_SIZE, page_num: number })
      .catch((cause: unknown) => {
        gaps.push(`Not checked: ${what} (${refuseOthers(cause).message})`);
        return undefined;
      });
    if (outcome === undefined) return rows;
    const { value, page } = outcome;
    const read = (Array.isArray(value) ? value : []).filter(isRow);
    rows.push(...read);
    if (page === undefined ? read.length < PAGE_SIZE : page.next === null) return rows;
    if (
      operation === 'civis_jobs_list' &&
      args['scheduled'] !== true &&
      !read.some((row) => isRecent(row, since))
    )
      return rows;
  }
  gaps.push(`Only the ${rows.length} most recently changed ${what} were listed.`);
  return rows;
}

async function observeJob(
  context: WorkflowContext,
  row: Row,
  isScheduled: boolean,
  gaps: string[],
): Promise<ObservedObject> {
  const kind = kindOfRow(row);
  const { value } = await context.callOperation('civis_jobs_get', { id: row.id });
  const runs = isObject(value) && Array.isArray(value['runs']) ? value['runs'].filter(isRun) : [];
  const details = isScheduled ? await readDetails(context, kind, row, gaps) : {};
  return observe(kind, row, details, runs);
}

/** A job does not show its schedule: the object of its own kind does. */
async function readDetails(
  context: WorkflowContext,
  kind: ObjectKindName,
  { id, name }: Row,
  gaps: string[],
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const { value } = await context.callOperation(objectOperation(kind, 'get'), idArgument(kind, id));
    if (isObject(value) && isObject(value['schedule'])) return value;
  } catch (cause) {
    refuseOthers(cause);
  }
  gaps.push(`The schedule of ${toText(name)} (${id}) could not be read.`);
  return {};
}

async function observeWorkflow(context: WorkflowContext, row: Row): Promise<ObservedObject> {
  return observe('workflow', row, row, await listLatestRuns(context, 'workflow', row.id, MAX_RUNS));
}

function observe(
  kind: ObjectKindName,
  row: Row,
  details: Readonly<Record<string, unknown>>,
  runs: readonly Run[],
): ObservedObject {
  return {
    kind,
    id: row.id,
    name: toText(row['name']),
    schedule: readSchedule(details['schedule']),
    timeZone: toText(details['time_zone']) || DEFAULT_TIME_ZONE,
    createdAt: Date.parse(toText(row['created_at'])),
    updatedAt: Date.parse(toText(row['updated_at'])),
    runs: runs.toSorted((one, other) => other.id - one.id),
  };
}

/** The list of jobs shows models too, as their builds. */
function kindOfRow(row: Row): ObjectKindName {
  const type = toText(row['type']);
  return type === 'JobTypes::Build' ? 'model' : kindOfJob(type, row['from_template_id']);
}

function isRecent(row: Row, since: number): boolean {
  const run = isRun(row['last_run']) ? row['last_run'] : undefined;
  return Date.parse(toText(row['updated_at'])) >= since || (run !== undefined && latestMoment(run) >= since);
}

function isRow(value: unknown): value is Row {
  return isObject(value) && typeof value['id'] === 'number';
}

function refuseOthers(cause: unknown): CallError {
  if (cause instanceof CallError && LEFT_OUT.includes(cause.kind)) return cause;
  throw cause;
}
