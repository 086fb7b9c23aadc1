import { CallError } from '../../../errors.ts';
import type { Arguments } from '../../operation.ts';
import { flag, int, list, text } from '../../params.ts';
import { fetchLog } from '../logs/fetch-log.ts';
import { hasEnded, type Run, type RunReference } from '../run-state.ts';
import { withTimeout } from '../with-timeout.ts';
import type { WorkflowContext } from '../workflow.ts';
import { UNKNOWN_STATE } from './poll-run.ts';
import { formatRunCall } from './run-call.ts';

/** Lines of a failed run's log that its answer shows. */
const TAIL_LINES = 20;
/** Longest that its log is waited for: the call has used its time up already. */
const MAX_LOG_MS = 4_000;

/** What tools that wait for a run answer. */
export const runResultFields = {
  done: flag('Whether the run has ended'),
  state: text(),
  kind: text(),
  id: int(),
  run_id: int(),
  started: flag('Whether this call started it'),
  error: text(),
  log_tail: list(text()),
  next: text('The call that goes on from here'),
};

/** What a tool that waited answers: how the run ended, or the exact call that goes on waiting. */
export async function buildRunResult(
  context: WorkflowContext,
  waited: RunReference,
  run: Run,
  started: boolean,
): Promise<Arguments> {
  const { kind, id, runId } = waited;
  const base = { done: hasEnded(run), state: run.state, kind, id, run_id: runId, started };
  if (!base.done) {
    const says = run.state === UNKNOWN_STATE ? 'Civis did not show the run in time.' : 'The run goes on.';
    return { ...base, next: `${says} Call ${formatRunCall('civis_wait_for_run', waited)} to go on waiting.` };
  }
  if (run.state !== 'failed') return base;
  return {
    ...base,
    error: run.error ?? undefined,
    log_tail: await fetchLogTail(context, waited),
    next: `Call ${formatRunCall('civis_diagnose_run', waited)} for what went wrong.`,
  };
}

/** The log's end where it comes quickly: how the run ended is worth telling without it. */
async function fetchLogTail(context: WorkflowContext, waited: RunReference): Promise<string[] | undefined> {
  const log = await withTimeout(context, MAX_LOG_MS, (limited) => fetchLog(limited, waited)).catch(
    (cause: unknown) => {
      if (cause instanceof CallError && cause.kind !== 'cancelled') return undefined;
      throw cause;
    },
  );
  return log?.slice(-TAIL_LINES).map(({ at, message }) => `${at} ${message}`);
}
