import * as z from 'zod';
import { isObject } from '../../json.ts';
import type { Arguments } from '../../tools/operation.ts';
import { int, list, oneOf, record, text } from '../../tools/parameters.ts';
import { fetchLog } from '../logs/fetch-log.ts';
import { compareLogs } from '../logs/log-comparison.ts';
import {
  type FoldedLine,
  findFirstError,
  foldRepeats,
  isErrorLine,
  type LogLine,
  withRepeatCount,
} from '../logs/log-lines.ts';
import { quoteFirstLine, truncateText } from '../quote-text.ts';
import { kindParameter, RUN_KINDS, type RunKindName } from '../run-kinds.ts';
import { hasEnded, type Run, type RunReference } from '../run-state.ts';
import { tryWithTimeout } from '../with-timeout.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { adviceForCause, classifyFailure, FAILURE_CAUSES } from './failure-causes.ts';
import { listLatestRuns, readRun } from './read-runs.ts';
import { formatRunArguments, formatRunCall } from './run-call.ts';
import { formatDuration, runSeconds } from './run-duration.ts';

/** Lines before and after the first error, and at the log's end. */
const LINES_BEFORE = 3;
const LINES_AFTER = 5;
const LAST_LINES = 10;
/** Maximum number of parent or child jobs in a result. */
const MAX_JOBS = 10;
/** Maximum length of a line in a result; civis_read_log returns more. */
const MAX_TEXT_CHARS = 600;
/** How many runs are searched for the last failed and the last successful one. */
const MAX_RUNS = 100;
/** Time limit for the parts of a diagnosis that it can do without. */
const MAX_OPTIONAL_MS = 15_000;

const job = record({ id: int(), name: text(), state: text() });

export const diagnoseRun = defineWorkflow('civis', {
  name: 'diagnose_run',
  description:
    'Find out why a run failed. Returns the likely cause, the first error in the log, the differences from the last successful run, and what to do next.',
  effect: 'read',
  input: z.strictObject({
    id: int('Id of the object that ran.'),
    run_id: int('Default: the last failed run.').optional(),
    kind: kindParameter,
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
    log_end: list(text(), 'Last lines of the log.'),
    last_success: record({ run_id: int(), finished_at: text() }),
    differs: list(text(), 'Differences from the last successful run.'),
    triggered_by: list(job, 'Jobs that trigger this one.'),
    triggers: list(job, 'Jobs that this one triggers.'),
    next: text('What to do next.'),
  },
  run: async (context, { id, run_id, kind }) => {
    const runs = await listLatestRuns(context, kind, id, MAX_RUNS);
    const chosen = run_id ?? runs.find(({ state }) => state === 'failed')?.id;
    if (chosen === undefined) return buildNoFailureResult(kind, id, runs);
    const reference = { kind, id, runId: chosen };
    const good = runs.find((run) => run.state === 'succeeded' && run.id < chosen);
    const later = runs.find((run) => run.state === 'succeeded' && run.id > chosen);
    const callOptional = (operation: string) =>
      optional(context, (limited) => limited.callOperation(operation, { id }));
    const [run, log, goodLog, object, parents, children] = await Promise.all([
      readRun(context, reference),
      fetchLog(context, reference),
      good && optional(context, (limited) => fetchLog(limited, { ...reference, runId: good.id })),
      callOptional(RUN_KINDS[kind].getObject),
      callOptional('civis_jobs_list_parents'),
      callOptional('civis_jobs_list_children'),
    ]);
    return {
      id,
      kind,
      name: parseObjectName(object?.value),
      ...describeRun(run, log, reference, later),
      last_success: good && { run_id: good.id, finished_at: good.finished_at ?? undefined },
      differs: good && [...compareDurations(run, good, runs), ...compareLogs(log, goodLog ?? [])],
      triggered_by: parseJobs(parents?.value),
      triggers: parseJobs(children?.value),
    };
  },
});

/** What the run and its log tell about the failure. */
function describeRun(
  run: Run,
  log: readonly LogLine[],
  reference: RunReference,
  later: Run | undefined,
): Arguments {
  const lines = foldRepeats(log);
  const at = findFirstError(lines);
  const around = at === -1 ? [] : lines.slice(Math.max(0, at - LINES_BEFORE), at + LINES_AFTER + 1);
  const base = {
    run_id: run.id,
    state: run.state,
    error: run.error ? truncateText(run.error, MAX_TEXT_CHARS) : undefined,
    log_end: lines.slice(-LAST_LINES).map(formatLogLine),
  };
  if (run.state !== 'failed') return { ...base, next: nextStepWithoutFailure(run, reference) };
  // A stack trace names the error in its last line, so the last lines are classified as well.
  const errors = [
    ...(at === -1 ? [] : lines.slice(at, at + LINES_AFTER + 1)),
    ...lines.slice(-LAST_LINES).reverse(),
  ];
  const words = [run.error ?? '', ...errors.filter(isErrorLine).map(({ message }) => message)];
  const { cause, words: telling } = classifyFailure(words);
  const said =
    telling === undefined
      ? 'Neither the run nor its log gives a reason.'
      : `The error is ${quoteFirstLine(telling)}.`;
  const advice =
    later === undefined
      ? adviceForCause(cause, reference)
      : `The later run ${later.id} succeeded, so there may be nothing left to do.`;
  return { ...base, cause, first_error: around.map(formatLogLine), next: `${said} ${advice}` };
}

/** A log line as text. */
function formatLogLine(line: FoldedLine): string {
  const { at, level, message } = withRepeatCount({
    ...line,
    message: truncateText(line.message, MAX_TEXT_CHARS),
  });
  return `${at} ${level}: ${message}`;
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
  const seen = others.length === 0 ? 'Its only run' : `None of its last ${others.length + 1} runs`;
  const says = others.length === 0 ? `${seen} did not fail` : `${seen} failed`;
  return {
    id,
    kind,
    run_id: newest.id,
    state: newest.state,
    next: `${says}. To look at an older run, give its run_id.`,
  };
}

/** How long both runs took, and how many runs have failed since the successful one. */
function compareDurations(run: Run, good: Run, runs: readonly Run[]): string[] {
  const [took, usual] = [runSeconds(run), runSeconds(good)];
  const failures = runs.filter(({ state, id }) => state === 'failed' && id > good.id && id <= run.id).length;
  return [
    ...(took === undefined || usual === undefined
      ? []
      : [
          `The run ended after ${formatDuration(took)}; the last successful run took ${formatDuration(usual)}.`,
        ]),
    ...(failures > 1 ? [`${failures} runs have failed since the last successful run.`] : []),
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
