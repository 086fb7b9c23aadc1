import { CallError } from '../../errors.ts';
import { hasEnded, isRun, KINDS, type KindName, type Run } from './kinds.ts';
import type { Desk } from './workflow.ts';

/** The first pause between two looks; each further one is a fifth longer, to the longest. */
const FIRST_PAUSE_MS = 1_000;
const LENGTHENING = 1.2;
const LONGEST_PAUSE_MS = 15_000;

/** Longest that one call may wait: hosts give a call up after 60 seconds. */
export const LONGEST_WAIT_SECONDS = 50;
export const USUAL_WAIT_SECONDS = 45;

export interface WaitedFor {
  readonly kind: KindName;
  readonly id: number;
  readonly runId: number;
}

/** Reads one run. */
export async function readRun(desk: Desk, { kind, id, runId }: WaitedFor): Promise<Run> {
  const { get, runId: runIdName } = KINDS[kind];
  const { value } = await desk.perform(get, { id, [runIdName]: runId });
  if (isRun(value)) return value;
  throw new CallError('platform_error', `Civis showed run ${runId} without a state.`);
}

/** Looks at a run until it has ended or the time is over, and tells the host how it goes. */
export async function waitForEnd(desk: Desk, run: WaitedFor, seconds: number): Promise<Run> {
  const { clock, signal } = desk;
  const startedAt = clock.now();
  const endsAt = startedAt + seconds * 1000;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * LENGTHENING, LONGEST_PAUSE_MS)) {
    const current = await readRun(desk, run);
    const waited = Math.round((clock.now() - startedAt) / 1000);
    desk.report({
      done: waited,
      total: seconds,
      message: `run ${run.runId} is ${current.state}, ${waited} s`,
    });
    const left = endsAt - clock.now();
    if (hasEnded(current) || left <= 0) return current;
    await clock.sleep(Math.min(pause, left), signal);
  }
}
