import * as z from 'zod';
import { CallError } from '../../errors.ts';
import type { Arguments } from '../../tools/operation.ts';
import { flag, int, text } from '../../tools/parameters.ts';
import { kindParameter, RUN_KINDS } from '../run-kinds.ts';
import { hasEnded, type Run, type RunReference } from '../run-state.ts';
import { defineWorkflow } from '../workflow.ts';
import { pollUntilEnd } from './poll-run.ts';
import { listLatestRuns, readRun } from './read-runs.ts';
import { formatRunCall } from './run-call.ts';

/** How long a cancellation may take before the call returns. */
const CANCEL_WAIT_SECONDS = 20;
/** Errors with which Civis refuses to cancel a run that has just ended. */
const ALREADY_ENDED_ERRORS: readonly string[] = ['conflict', 'not_found', 'invalid_input'];

export const cancelRun = defineWorkflow('civis', {
  name: 'cancel_run',
  description: 'Cancel the active run of a job, import or similar object and wait until it has stopped.',
  effect: 'cancel',
  input: z.strictObject({
    id: int('Id of the object that runs.'),
    run_id: int('Default: the active run.').optional(),
    kind: kindParameter,
  }),
  output: {
    done: flag('Whether the run has ended.'),
    state: text(),
    kind: text(),
    id: int(),
    run_id: int(),
    requested: flag('Whether this call requested the cancellation.'),
    says: text('What happened, and what to do next.'),
  },
  run: async (context, { id, run_id, kind }) => {
    const found =
      run_id === undefined
        ? await listLatestRuns(context, kind, id)
        : [await readRun(context, { kind, id, runId: run_id })];
    const run = found.find((each) => !hasEnded(each)) ?? found[0];
    if (run === undefined)
      return {
        done: true,
        kind,
        id,
        requested: false,
        says: 'There is nothing to cancel: it has never run.',
      };
    const reference = { kind, id, runId: run.id };
    if (hasEnded(run)) return buildCancelResult(reference, run, false);
    const { cancelRun: operation, runIdParameter } = RUN_KINDS[kind];
    // Cancelling an import takes no run id: an import has at most one active run.
    const target = kind === 'import' ? { id } : { id, [runIdParameter]: run.id };
    const endedBefore = await context.callOperation(operation, target).then(
      () => undefined,
      async (cause: unknown) => {
        if (!(cause instanceof CallError && ALREADY_ENDED_ERRORS.includes(cause.kind))) throw cause;
        const now = await readRun(context, reference);
        if (!hasEnded(now)) throw cause;
        return now;
      },
    );
    return endedBefore === undefined
      ? buildCancelResult(
          reference,
          await pollUntilEnd(context, reference, CANCEL_WAIT_SECONDS, { knownRun: run }),
          true,
        )
      : buildCancelResult(reference, endedBefore, false);
  },
});

function buildCancelResult(reference: RunReference, run: Run, requested: boolean): Arguments {
  const { kind, id, runId } = reference;
  const done = hasEnded(run);
  return {
    done,
    state: run.state,
    kind,
    id,
    run_id: runId,
    requested,
    says: describeCancellation(reference, run, requested),
  };
}

function describeCancellation(reference: RunReference, { state }: Run, requested: boolean): string {
  const name = `Run ${reference.runId}`;
  if (!hasEnded({ id: reference.runId, state })) {
    return `The cancellation of run ${reference.runId} was requested, but the run is still ${state}. Call ${formatRunCall('civis_wait_for_run', reference)} to wait until it ends.`;
  }
  if (!requested) return `${name} had already ended: it ${state === 'cancelled' ? 'was cancelled' : state}.`;
  return state === 'cancelled' ? `${name} was cancelled.` : `${name} ${state} before it could be cancelled.`;
}
