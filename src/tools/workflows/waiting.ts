import { CallError } from '../../errors.ts';
import { hasEnded, isRun, KINDS, type KindName, type Run } from './kinds.ts';
import { withTimeout } from './time-limit.ts';
import type { WorkflowContext } from './workflow.ts';

/** The first pause between two looks; each further one is a fifth longer, to the longest. */
const FIRST_PAUSE_MS = 1_000;
const LENGTHENING = 1.2;
const LONGEST_PAUSE_MS = 15_000;

/** Longest that one call may wait: hosts give a call up after 60 seconds. */
export const LONGEST_WAIT_SECONDS = 50;
export const USUAL_WAIT_SECONDS = 45;

/** What the first look has at least: whoever waits for no time at all still wants to hear the state. */
const FIRST_LOOK_MS = 3_000;
/** What is left of the time for the last look, so that its answer still counts. */
const LAST_LOOK_MS = 500;

export interface WaitedFor {
  readonly kind: KindName;
  readonly id: number;
  readonly runId: number;
}

/** What a wait begins with, where its call did something before. */
export interface Before {
  /** When the call began, which is what the seconds count from. */
  readonly startedAt?: number;
  /** The run as the platform showed it before. */
  readonly known?: Run;
}

/** The state of a run that nobody has seen: the platform did not answer in time. */
export const UNSEEN = 'unknown';

/** Reads one run. */
export async function readRun(context: WorkflowContext, { kind, id, runId }: WaitedFor): Promise<Run> {
  const { get, runId: runIdName } = KINDS[kind];
  const { value } = await context.callOperation(get, { id, [runIdName]: runId });
  if (isRun(value)) return value;
  throw new CallError('platform_error', `Civis showed run ${runId} without a state.`);
}

/**
 * Looks at a run until it has ended or the time is over, and tells the host how it goes. An answer that is
 * slower than the time is not waited for: the run is then as it was seen last.
 */
export async function waitForEnd(
  context: WorkflowContext,
  run: WaitedFor,
  seconds: number,
  { startedAt = context.clock.now(), known }: Before = {},
): Promise<Run> {
  const left = () => startedAt + seconds * 1000 - context.clock.now();
  let current: Run = known ?? { id: run.runId, state: UNSEEN };
  const look = async (limited: WorkflowContext): Promise<void> => {
    current = await readRun(limited, run);
    const waited = Math.max(0, Math.round((context.clock.now() - startedAt) / 1000));
    const message = `run ${run.runId} is ${current.state}, ${waited} seconds`;
    context.report({ done: waited, total: seconds, message });
  };

  const first = withTimeout(context, Math.max(left(), FIRST_LOOK_MS), look);
  await (known === undefined ? first : first.catch(passOver));
  await withTimeout(context, left(), async (limited) => {
    let pause = FIRST_PAUSE_MS;
    while (!hasEnded(current) && left() > LAST_LOOK_MS) {
      await context.clock.sleep(Math.min(pause, left() - LAST_LOOK_MS), limited.signal);
      pause = Math.min(pause * LENGTHENING, LONGEST_PAUSE_MS);
      await look(limited).catch(passOver);
    }
  });
  return current;
}

/** One look that fails for a reason that passes does not end a wait: the next one may succeed. */
function passOver(cause: unknown): void {
  if (cause instanceof CallError && cause.details.retryable === true && cause.kind !== 'cancelled') return;
  throw cause;
}
