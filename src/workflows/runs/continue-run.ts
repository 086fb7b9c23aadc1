import * as z from 'zod';
import { CallLeft } from '../../errors.ts';
import type { Arguments } from '../../tools/operation.ts';
import { RUN_KINDS, type RunKindName, runKind } from '../run-kinds.ts';
import { isSettled, type Run, type RunReference } from '../run-state.ts';
import { defineContinuation, type WorkflowContext } from '../workflow.ts';
import { requestCancellation } from './cancel-run.ts';
import { type PollOptions, pollUntilEnd } from './poll-run.ts';
import { buildRunResult } from './run-result.ts';
import { forgetRun } from './shared-polls.ts';

/** A run, and what the result of the tool that waited for it says beside it. */
const runPoint = z.strictObject({
  kind: z.enum(Object.keys(RUN_KINDS) as RunKindName[]),
  id: z.int(),
  run_id: z.int(),
  started: z.boolean(),
});

/** How a call that waited for a run, and does nothing else with it, is continued. */
export const runContinuation = defineContinuation({
  point: runPoint,
  cancelledBy: 'civis_cancel_run',
  resume: async (context, point, maxAgeMs) => {
    const reference = toReference(point);
    const run = await readOrLeave(context, reference, point, maxAgeMs);
    return buildRunResult(context, reference, run, point.started);
  },
  cancel: (context, point) => cancelLeftRun(context, toReference(point)),
});

export function pointOfRun({ kind, id, runId }: RunReference, started: boolean): z.output<typeof runPoint> {
  return { kind, id, run_id: runId, started };
}

function toReference({ kind, id, run_id }: z.output<typeof runPoint>): RunReference {
  return { kind, id, runId: run_id };
}

/**
 * Waits as `pollUntilEnd` does, but only for a moment where the caller comes back for the result.
 *
 * @throws CallLeft with the point, if the run has not ended by then
 */
export async function pollOrLeave(
  context: WorkflowContext,
  reference: RunReference,
  seconds: number,
  point: Arguments,
  options: PollOptions = {},
): Promise<Run> {
  const { leavesAfterMs, clock } = context;
  // Who waits for 0 seconds asks for the state. What does not end by itself is lost if it is cancelled.
  const waits = leavesAfterMs === null || seconds === 0 || runKind(reference.kind).readyState !== null;
  if (waits) return pollUntilEnd(context, reference, seconds, options);
  const brief = Math.min(seconds, leavesAfterMs / 1000);
  const run = await pollUntilEnd(context, reference, brief, { ...options, startedAt: clock.now() });
  if (isSettled(reference.kind, run)) return run;
  throw new CallLeft(point, run.state);
}

/** The run, if it has ended. @throws CallLeft with the point, if it has not */
export async function readOrLeave(
  context: WorkflowContext,
  reference: RunReference,
  point: Arguments,
  maxAgeMs: number,
): Promise<Run> {
  const run = await pollUntilEnd(context, reference, 0, { maxAgeMs });
  if (isSettled(reference.kind, run)) return run;
  throw new CallLeft(point, run.state);
}

/** Requests the cancellation of a run that a call was left with. */
export async function cancelLeftRun(context: WorkflowContext, reference: RunReference): Promise<void> {
  await requestCancellation(context, reference);
  forgetRun(context, reference);
}
