import * as z from 'zod';
import { CallError } from '../../errors.ts';
import type { Arguments } from '../../tools/operation.ts';
import { flag, int, text } from '../../tools/parameters.ts';
import { objectParameters } from '../objects/resolve-object.ts';
import { type Runnable, resolveRunnable, withRunnable } from '../objects/resolve-runnable.ts';
import { runArguments, runKind } from '../run-kinds.ts';
import { hasEnded, type Run, type RunReference } from '../run-state.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { pollUntilEnd } from './poll-run.ts';
import { listLatestRuns, readRun } from './read-runs.ts';
import { formatRunCall } from './run-call.ts';

/** How long a cancellation may take before the call returns. */
const CANCEL_WAIT_SECONDS = 20;
/** Errors with which Civis refuses to cancel a run that has just ended. */
const ALREADY_ENDED_ERRORS: readonly string[] = ['conflict', 'not_found', 'invalid_input'];

export const cancelRun = defineWorkflow('civis', {
  name: 'cancel_run',
  description: 'Cancel the active run of a job or other object and wait until it has stopped.',
  effect: 'cancel',
  // Stopping a notebook deletes its deployment, with what is only in its memory.
  worstCase: 'delete',
  input: z.strictObject({
    ...objectParameters,
    run_id: int('Default: the active run.').optional(),
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
  plan: async (context, { run_id, ...named }) => {
    if (isJobId(named)) return [];
    const object = await resolveRunnable(context, named);
    if (object.kind !== 'notebook') return [];
    const run = await findRun(context, object, run_id);
    if (run === undefined || hasEnded(run)) return [];
    return [{ says: `Stop deployment ${run.id} of the notebook and lose what is only in its memory` }];
  },
  run: (context, { run_id, ...named }) =>
    // A notebook is stopped only where the plan has seen it: by its name, or with its kind.
    withRunnable(context, named, (object) => cancelOf(context, object, run_id), ['workflow', 'report']),
});

/** Whether an id is taken for a job's. */
function isJobId({ id, kind }: { readonly id: string; readonly kind?: string | undefined }): boolean {
  return kind === undefined && /^\s*\d+\s*$/.test(id);
}

/** The run with the id, or else the active one, or else the last one. */
async function findRun(
  context: WorkflowContext,
  { kind, id }: Runnable,
  runId: number | undefined,
): Promise<Run | undefined> {
  if (runId !== undefined) return readRun(context, { kind, id, runId });
  const runs = await listLatestRuns(context, kind, id);
  return runs.find((each) => !hasEnded(each)) ?? runs[0];
}

async function cancelOf(
  context: WorkflowContext,
  object: Runnable,
  runId: number | undefined,
): Promise<Arguments> {
  const { kind, id } = object;
  const run = await findRun(context, object, runId);
  if (run === undefined)
    return { done: true, kind, id, requested: false, says: 'There is nothing to cancel: it has never run.' };
  const reference = { kind, id, runId: run.id };
  if (hasEnded(run)) return buildCancelResult(reference, run, false);
  const endedBefore = await requestCancellation(context, reference);
  return endedBefore === undefined
    ? buildCancelResult(reference, await waitUntilStopped(context, reference, run), true)
    : buildCancelResult(reference, endedBefore, false);
}

/** Requests the cancellation of a run; the run, if it had ended before. */
export async function requestCancellation(
  context: WorkflowContext,
  reference: RunReference,
): Promise<Run | undefined> {
  const { kind, id, runId } = reference;
  const { cancelRun: operation, cancelsActiveRun } = runKind(kind);
  const target = runArguments(kind, id, cancelsActiveRun ? undefined : runId);
  return context.callOperation(operation, target).then(
    () => undefined,
    async (cause: unknown) => {
      if (!(cause instanceof CallError && ALREADY_ENDED_ERRORS.includes(cause.kind))) throw cause;
      const now = await readRun(context, reference);
      if (!hasEnded(now)) throw cause;
      return now;
    },
  );
}

async function waitUntilStopped(context: WorkflowContext, reference: RunReference, run: Run): Promise<Run> {
  const wait = pollUntilEnd(context, reference, CANCEL_WAIT_SECONDS, { knownRun: run });
  return wait.catch((cause: unknown) => {
    // A deployment that has stopped is deleted.
    const isGone = cause instanceof CallError && cause.kind === 'not_found';
    if (isGone && reference.kind === 'notebook') return { ...run, state: 'cancelled' };
    throw cause;
  });
}

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
