import * as z from 'zod';
import { isObject } from '../../json.ts';
import type { Arguments } from '../../tools/operation.ts';
import { int, list, oneOf, record, text } from '../../tools/parameters.ts';
import { fetchLog } from '../logs/fetch-log.ts';
import { compareLogs } from '../logs/log-comparison.ts';
import { excerptLog, formatLogEnd } from '../logs/log-excerpt.ts';
import type { LogLine } from '../logs/log-lines.ts';
import { objectParameters } from '../objects/resolve-object.ts';
import { type Runnable, withRunnable } from '../objects/resolve-runnable.ts';
import { quoteFirstLine, truncateText } from '../quote-text.ts';
import { type RunKindName, runKind } from '../run-kinds.ts';
import { hasEnded, type Run, type RunReference } from '../run-state.ts';
import { tryWithTimeout } from '../with-timeout.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { adviceForCause, classifyFailure, FAILURE_CAUSES } from './failure-causes.ts';
import { listLatestRuns, readRun } from './read-runs.ts';
import { formatRunArguments, formatRunCall } from './run-call.ts';
import { formatDuration, runSeconds } from './run-duration.ts';
import { hasFailed, readTaskStatuses, type TaskStatus, taskStatusField } from './task-states.ts';

/** Maximum number of parent or child jobs in a result. */
const MAX_JOBS = 10;
/** Maximum length of the error message in a result. */
const MAX_ERROR_CHARS = 600;
/** How many runs are searched for the last failed and the last successful one. */
const MAX_RUNS = 100;
/** Civis may store lines of a log only some time after the run has ended. */
const LOG_DELAY_MS = 30_000;
/** Time limit for the parts of a diagnosis that it can do without. */
const MAX_OPTIONAL_MS = 15_000;

const job = record({ id: int(), name: text(), state: text() });

export const diagnoseRun = defineWorkflow('civis', {
  name: 'diagnose_run',
  description:
    'Find out why a run failed: likely cause, first error in the log, differences from the last successful run, next step.',
  effect: 'read',
  input: z.strictObject({
    ...objectParameters,
    run_id: int('Default: the last failed run.').optional(),
  }),
  output: {
    id: int(),
    kind: text(),
    name: text(),
    run_id: int(),
    state: text(),
    error: text('Error message of the run.'),
    cause: oneOf(FAILURE_CAUSES),
    first_error: list(text(), 'First error in the log, with the lines around it.'),
    log_end: list(text(), 'Last lines of the log, without those of first_error.'),
    last_success: record({ run_id: int(), finished_at: text() }, [], 'Last successful run before this one.'),
    differs: list(text(), 'Differences from last_success.'),
    triggered_by: list(job, 'Jobs that trigger this one.'),
    triggers: list(job, 'Jobs that this one triggers.'),
    tasks: list(taskStatusField, 'Of a workflow; failed ones first.'),
    next: text('What to do next.'),
  },
  run: (context, { run_id, ...named }) =>
    withRunnable(context, named, async (object) => {
      const found = await diagnose(context, object, run_id);
      return object.kind === 'workflow' ? explainByTask(context, object.id, found) : found;
    }),
});

/** An execution failed because a task did: the reason is in the log of the task's job. */
async function explainByTask(context: WorkflowContext, id: number, found: Arguments): Promise<Arguments> {
  const { run_id: runId, state } = found;
  if (typeof runId !== 'number') return found;
  const tasks = await readTaskStatuses(context, { kind: 'workflow', id, runId });
  const failed = tasks?.find(hasFailed);
  if (failed === undefined || state !== 'failed') return { ...found, tasks };
  const reason = await diagnoseTask(context, failed);
  const again = `To run it and what follows again, call civis_rerun ${formatRunArguments({ id, kind: 'workflow' })}.`;
  const says = reason === undefined ? '' : ` ${String(reason['next'])}`;
  const { cause, first_error, log_end, differs, error = failed.error } = reason ?? {};
  const details = reason === undefined ? {} : { cause, first_error, log_end, differs };
  return {
    ...found,
    ...details,
    error: error ?? found['error'],
    tasks,
    next: `Task ${quoteFirstLine(failed.name)} failed.${says} ${again}`,
  };
}

async function diagnoseTask(
  context: WorkflowContext,
  { job_id: id, run_id: runId }: TaskStatus,
): Promise<Arguments | undefined> {
  if (id === undefined || runId === undefined) return undefined;
  return optional(context, (limited) => diagnose(limited, { kind: 'job', id }, runId));
}

async function diagnose(
  context: WorkflowContext,
  { kind, id }: Runnable,
  runId: number | undefined,
): Promise<Arguments> {
  const runs = await listLatestRuns(context, kind, id, MAX_RUNS);
  const chosen = runId ?? runs.find(({ state }) => state === 'failed')?.id;
  if (chosen === undefined) return buildNoFailureResult(kind, id, runs);
  const reference = { kind, id, runId: chosen };
  const good = runs.find((run) => run.state === 'succeeded' && run.id < chosen);
  const later = runs.find((run) => run.state === 'succeeded' && run.id > chosen);
  const { getObject, isJob } = runKind(kind);
  const read = (operation: string) =>
    optional(context, (limited) => limited.callOperation(operation, { id }));
  const [run, log, goodLog, object, parents, children] = await Promise.all([
    readRun(context, reference),
    fetchLog(context, reference),
    good && optional(context, (limited) => fetchLog(limited, { ...reference, runId: good.id })),
    read(getObject),
    isJob ? read('civis_jobs_list_parents') : undefined,
    isJob ? read('civis_jobs_list_children') : undefined,
  ]);
  const triggeredBy = parseJobs(parents?.value) ?? [];
  const findings =
    run.state === 'failed'
      ? explainFailure({
          run,
          log,
          reference,
          runs,
          good,
          goodLog,
          later,
          hasParents: triggeredBy.length > 0,
          endedJustNow: context.clock.now() - Date.parse(run.finished_at ?? '') < LOG_DELAY_MS,
        })
      : { log_end: formatLogEnd(log), next: nextStepWithoutFailure(run, reference) };
  return {
    id,
    kind,
    name: parseObjectName(object?.value),
    run_id: run.id,
    state: run.state,
    error: run.error ? truncateText(run.error, MAX_ERROR_CHARS) : undefined,
    ...findings,
    last_success: good && { run_id: good.id, finished_at: good.finished_at ?? undefined },
    triggered_by: parents && triggeredBy,
    triggers: parseJobs(children?.value),
  };
}

/** A failed run, and what it is compared with. */
interface FailedRun {
  readonly run: Run;
  readonly reference: RunReference;
  readonly log: readonly LogLine[];
  /** The latest runs of the object, newest first. */
  readonly runs: readonly Run[];
  /** The last successful run before it. */
  readonly good: Run | undefined;
  readonly goodLog: readonly LogLine[] | undefined;
  /** A successful run after it. */
  readonly later: Run | undefined;
  readonly hasParents: boolean;
  readonly endedJustNow: boolean;
}

const LOG_INCOMPLETE =
  'The run ended only just now, so its log may be incomplete: call again in half a minute.';

/** What the run and its log tell about the failure. */
function explainFailure(failed: FailedRun): Arguments {
  const { run, log, reference, good, goodLog, later, hasParents, endedJustNow } = failed;
  const { firstError, end, errors, messages } = excerptLog(log, run.error);
  const { cause, words } = classifyFailure([run.error ?? '', ...errors]);
  const advice =
    later === undefined
      ? adviceForCause(cause, reference, hasParents)
      : `The later run ${later.id} succeeded, so there may be nothing left to do.`;
  return {
    cause,
    first_error: firstError.length === 0 ? undefined : firstError,
    log_end: end.length === 0 ? undefined : end,
    differs: good && [...compareWithSuccess(failed, good), ...compareLogs(log, goodLog ?? [], messages)],
    next: [describeSource(words, run), advice, endedJustNow ? LOG_INCOMPLETE : ''].filter(Boolean).join(' '),
  };
}

/** Where the reason was found, unless it is the run's own error message, which the result shows. */
function describeSource(words: string | undefined, run: Run): string {
  if (words === undefined) return 'Neither the run nor its log gives a reason.';
  return words === run.error ? '' : `The log says ${quoteFirstLine(words)}.`;
}

function nextStepWithoutFailure(run: Run, reference: RunReference): string {
  if (!hasEnded(run))
    return `The run has not ended. Call ${formatRunCall('civis_wait_for_run', reference)} to wait for it.`;
  return `The run ${run.state === 'cancelled' ? 'was cancelled' : 'succeeded'}, so there is no failure to explain.`;
}

function buildNoFailureResult(kind: RunKindName, id: number, [newest, ...others]: readonly Run[]): Arguments {
  if (newest === undefined) {
    return {
      id,
      kind,
      next: `It has never run. Call civis_run_and_wait ${formatRunArguments({ id, kind })} to run it.`,
    };
  }
  return {
    id,
    kind,
    run_id: newest.id,
    state: newest.state,
    next:
      others.length === 0
        ? nextStepWithoutFailure(newest, { kind, id, runId: newest.id })
        : `None of its last ${others.length + 1} runs failed. To look at an older run, give its run_id.`,
  };
}

/** How long both runs took, and how many runs have failed since the successful one. */
function compareWithSuccess({ run, runs, later }: FailedRun, good: Run): string[] {
  const success = `the last successful run${later === undefined ? '' : ' before it'}`;
  const [took, usual] = [runSeconds(run), runSeconds(good)];
  const failures = runs.filter(({ state, id }) => state === 'failed' && id > good.id && id <= run.id).length;
  return [
    ...(took === undefined || usual === undefined
      ? []
      : [`The run ended after ${formatDuration(took)}; ${success} took ${formatDuration(usual)}.`]),
    ...(failures > 1 ? [`This is failure ${failures} since ${success}.`] : []),
  ];
}

/** A part of the diagnosis that is left out if the platform does not return it. */
function optional<T>(
  context: WorkflowContext,
  request: (limited: WorkflowContext) => Promise<T>,
): Promise<T | undefined> {
  return tryWithTimeout(context, MAX_OPTIONAL_MS, request);
}

/** The name of an object; models have it in another field. */
function parseObjectName(value: unknown): unknown {
  return isObject(value) ? (value['name'] ?? value['model_name']) : undefined;
}

function parseJobs(value: unknown): Arguments[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value
    .filter(isObject)
    .slice(0, MAX_JOBS)
    .map(({ id, name, state }) => ({ id, name, state }));
}
