import * as z from 'zod';
import { CallError } from '../../../errors.ts';
import type { RunReference } from '../run-state.ts';
import { hasEnded, type Run } from '../run-state.ts';
import { withTimeout } from '../with-timeout.ts';
import type { WorkflowContext } from '../workflow.ts';
import { readRun } from './read-runs.ts';

/** The first pause between two looks; each further one is a fifth longer, to the longest. */
const INITIAL_INTERVAL_MS = 1_000;
const INTERVAL_FACTOR = 1.2;
const MAX_INTERVAL_MS = 15_000;

/** Longest that one call may wait: hosts give a call up after 60 seconds. */
export const MAX_WAIT_SECONDS = 50;
export const DEFAULT_WAIT_SECONDS = 45;

/** Seconds that one call may wait. */
export const waitSecondsParameter = z
  .int()
  .min(0)
  .max(MAX_WAIT_SECONDS)
  .describe(`${DEFAULT_WAIT_SECONDS} when absent`)
  .default(DEFAULT_WAIT_SECONDS);

/** What the first look has at least: whoever waits for no time at all still wants to hear the state. */
const MIN_FIRST_POLL_MS = 3_000;
/** What is left of the time for the last look, so that its answer still counts. */
const LAST_POLL_RESERVE_MS = 500;

/** What a wait begins with, where its call did something before. */
export interface PollOptions {
  /** When the call began, which is what the seconds count from. */
  readonly startedAt?: number;
  /** The run as the platform showed it before. */
  readonly knownRun?: Run;
}

/** The state of a run that nobody has seen: the platform did not answer in time. */
export const UNKNOWN_STATE = 'unknown';

/**
 * Looks at a run until it has ended or the time is over, and tells the host how it goes. An answer that is
 * slower than the time is not waited for: the run is then as it was seen last.
 */
export async function waitForEnd(
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
    const message = `run ${run.runId} is ${current.state}, ${waited} seconds`;
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

/** One look that fails for a reason that passes does not end a wait: the next one may succeed. */
function ignoreRetryable(cause: unknown): void {
  if (cause instanceof CallError && cause.details.retryable === true && cause.kind !== 'cancelled') return;
  throw cause;
}
