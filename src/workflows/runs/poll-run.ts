import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { CALL_CANCELLED } from '../../wording.ts';
import type { Run, RunReference } from '../run-state.ts';
import { withTimeout } from '../with-timeout.ts';
import type { WorkflowContext } from '../workflow.ts';
import { joinPolls } from './shared-polls.ts';

/** Maximum time that one call waits: hosts time out calls after 60 seconds. */
const MAX_WAIT_SECONDS = 50;
const DEFAULT_WAIT_SECONDS = 45;

export const waitSecondsParameter = z
  .int()
  .min(0)
  .max(MAX_WAIT_SECONDS)
  .describe(`Default: ${DEFAULT_WAIT_SECONDS}.`)
  .default(DEFAULT_WAIT_SECONDS);

/** Minimum time limit of the first poll: a call that waits for 0 seconds still returns the state. */
const MIN_FIRST_POLL_MS = 3_000;

export interface PollOptions {
  /** When the call began: its seconds are counted from then. */
  readonly startedAt?: number;
  /** The run as an earlier response of the same call showed it. */
  readonly knownRun?: Run;
  /** How old a response may be that serves as the first one. Default: the shortest interval between polls. */
  readonly maxAgeMs?: number;
}

/** The state of a run if the platform did not respond in time. */
export const UNKNOWN_STATE = 'unknown';

/**
 * Waits until a run has ended or the time is over, and reports progress to the host. All calls that wait for the
 * run share its polls. A response that takes longer is not waited for: the run is then returned as it was seen last.
 */
export async function pollUntilEnd(
  context: WorkflowContext,
  run: RunReference,
  seconds: number,
  { startedAt = context.clock.now(), knownRun, maxAgeMs }: PollOptions = {},
): Promise<Run> {
  const endsAt = startedAt + seconds * 1000;
  const remainingMs = () => endsAt - context.clock.now();
  let current: Run = knownRun ?? { id: run.runId, state: UNKNOWN_STATE };
  const onRun = (seen: Run): void => {
    current = seen;
    const waited = Math.max(0, Math.round((context.clock.now() - startedAt) / 1000));
    const message = `run ${run.runId} is ${current.state} after ${waited} seconds`;
    context.report({ done: waited, total: seconds, message });
  };
  const wait = joinPolls(run, { context, endsAt, isKnown: knownRun !== undefined, onRun, maxAgeMs });
  try {
    await withTimeout(context, Math.max(remainingMs(), MIN_FIRST_POLL_MS), ({ signal }) =>
      untilAborted(wait.firstPoll, signal),
    );
    await withTimeout(context, remainingMs(), ({ signal }) => untilAborted(wait.end, signal));
  } finally {
    wait.leave();
  }
  return current;
}

/** The promise, or a rejection as soon as the signal is raised. */
function untilAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = () => reject(new CallError('cancelled', CALL_CANCELLED));
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
  });
}
