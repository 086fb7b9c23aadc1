import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { hasEnded, type Run, type RunReference } from '../run-state.ts';
import { withTimeout } from '../with-timeout.ts';
import type { WorkflowContext } from '../workflow.ts';
import { readRun } from './read-runs.ts';

/** The interval between two polls: the first, the factor by which it grows, and the maximum. */
const INITIAL_INTERVAL_MS = 1_000;
const INTERVAL_FACTOR = 1.2;
const MAX_INTERVAL_MS = 15_000;

/** Maximum time that one call waits: hosts time out calls after 60 seconds. */
export const MAX_WAIT_SECONDS = 50;
export const DEFAULT_WAIT_SECONDS = 45;

export const waitSecondsParameter = z
  .int()
  .min(0)
  .max(MAX_WAIT_SECONDS)
  .describe(`Maximum time to wait, in seconds. Default: ${DEFAULT_WAIT_SECONDS}.`)
  .default(DEFAULT_WAIT_SECONDS);

/** Minimum time limit of the first poll: a call that waits for 0 seconds still returns the state. */
const MIN_FIRST_POLL_MS = 3_000;
/** Time that is reserved for the last poll, so that its response still counts. */
const LAST_POLL_RESERVE_MS = 500;

export interface PollOptions {
  /** When the call began: its seconds are counted from then. */
  readonly startedAt?: number;
  /** The run as an earlier response of the same call showed it. */
  readonly knownRun?: Run;
}

/** The state of a run if the platform did not respond in time. */
export const UNKNOWN_STATE = 'unknown';

/**
 * Polls a run until it has ended or the time is over, and reports progress to the host. A response that
 * takes longer is not waited for: the run is then returned as it was seen last.
 */
export async function pollUntilEnd(
  context: WorkflowContext,
  run: RunReference,
  seconds: number,
  { startedAt = context.clock.now(), knownRun }: PollOptions = {},
): Promise<Run> {
  const remainingMs = () => startedAt + seconds * 1000 - context.clock.now();
  let current: Run = knownRun ?? { id: run.runId, state: UNKNOWN_STATE };
  const poll = async (limited: WorkflowContext): Promise<void> => {
    current = await readRun(limited, run);
    const waited = Math.max(0, Math.round((context.clock.now() - startedAt) / 1000));
    const message = `run ${run.runId} is ${current.state} after ${waited} seconds`;
    context.report({ done: waited, total: seconds, message });
  };

  const first = withTimeout(context, Math.max(remainingMs(), MIN_FIRST_POLL_MS), poll);
  await (knownRun === undefined ? first : first.catch(ignoreRetryable));
  await withTimeout(context, remainingMs(), async (limited) => {
    let interval = INITIAL_INTERVAL_MS;
    while (!hasEnded(current) && remainingMs() > LAST_POLL_RESERVE_MS) {
      await context.clock.sleep(Math.min(interval, remainingMs() - LAST_POLL_RESERVE_MS), limited.signal);
      interval = Math.min(interval * INTERVAL_FACTOR, MAX_INTERVAL_MS);
      await poll(limited).catch(ignoreRetryable);
    }
  });
  return current;
}

/** A poll that fails temporarily does not end the wait: the next one may succeed. */
function ignoreRetryable(cause: unknown): void {
  if (cause instanceof CallError && cause.details.retryable === true && cause.kind !== 'cancelled') return;
  throw cause;
}
