import type { Arguments } from '../../tools/operation.ts';
import { flag, int, list, text } from '../../tools/parameters.ts';
import { fetchLog } from '../logs/fetch-log.ts';
import { isSettled, type Run, type RunReference } from '../run-state.ts';
import { tryWithTimeout } from '../with-timeout.ts';
import type { WorkflowContext } from '../workflow.ts';
import { UNKNOWN_STATE } from './poll-run.ts';
import { formatRunCall } from './run-call.ts';
import { readTaskStatuses, taskStatusField } from './task-states.ts';

/** Lines of a failed run's log in the result. */
const TAIL_LINES = 20;
/** Time limit for the log: the call has already used up its own time. */
const MAX_LOG_MS = 4_000;

/** Output of the tools that wait for a run. */
export const runResultFields = {
  done: flag('Whether the run has ended, or the notebook is ready.'),
  state: text(),
  kind: text(),
  id: int(),
  run_id: int(),
  started: flag('Whether this call started the run.'),
  url: text('Where to open the notebook.'),
  error: text('Error message of a failed run.'),
  log_tail: list(text(), 'Last lines so far of the log of a failed run.'),
  tasks: list(taskStatusField, 'Of a workflow; failed ones first.'),
  next: text('The call to make next.'),
};

/** The result of a tool that waited: how the run ended, or the exact call that continues to wait. */
export async function buildRunResult(
  context: WorkflowContext,
  reference: RunReference,
  run: Run,
  started: boolean,
): Promise<Arguments> {
  const { kind, id, runId } = reference;
  const tasks = await tryWithTimeout(context, MAX_LOG_MS, (limited) => readTaskStatuses(limited, reference));
  const base = { done: isSettled(kind, run), state: run.state, kind, id, run_id: runId, started, tasks };
  if (!base.done) {
    const says =
      run.state === UNKNOWN_STATE ? 'Civis did not return the run in time.' : 'The run has not ended.';
    return {
      ...base,
      next: `${says} Call ${formatRunCall('civis_wait_for_run', reference)} to continue waiting.`,
    };
  }
  if (run.state !== 'failed') return { ...base, url: run.display_url ?? undefined };
  return {
    ...base,
    error: run.error ?? undefined,
    log_tail: await fetchLogTail(context, reference),
    next: `Call ${formatRunCall('civis_diagnose_run', reference)} to find out why the run failed.`,
  };
}

/** The last lines of the log; undefined if they do not arrive in time, which does not fail the call. */
async function fetchLogTail(
  context: WorkflowContext,
  reference: RunReference,
): Promise<string[] | undefined> {
  const log = await tryWithTimeout(context, MAX_LOG_MS, (limited) => fetchLog(limited, reference));
  return log?.slice(-TAIL_LINES).map(({ at, message }) => `${at} ${message}`);
}
