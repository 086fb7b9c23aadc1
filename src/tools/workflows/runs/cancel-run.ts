import * as z from 'zod';
import { CallError } from '../../../errors.ts';
import type { Arguments } from '../../operation.ts';
import { flag, int, text } from '../../params.ts';
import { kindParameter, RUN_KINDS } from '../run-kinds.ts';
import { hasEnded, type Run, type RunReference } from '../run-state.ts';
import { defineWorkflow } from '../workflow.ts';
import { waitForEnd } from './poll-run.ts';
import { listLatestRuns, readRun } from './read-runs.ts';
import { formatRunCall } from './run-call.ts';

/** Longest that a cancellation is waited for. */
const CANCEL_WAIT_SECONDS = 20;
/** What Civis answers where the run ended before the request to cancel it arrived. */
const ALREADY_ENDED_ERRORS: readonly string[] = ['conflict', 'not_found', 'invalid_input'];

export const cancelRun = defineWorkflow('civis', {
  name: 'cancel_run',
  description: 'Cancel the run that is under way and wait until it is cancelled.',
  effect: 'cancel',
  input: z.strictObject({
    id: int(),
    run_id: int('The run under way when absent').optional(),
    kind: kindParameter,
  }),
  output: {
    done: flag('Whether the run has ended'),
    state: text(),
    kind: text(),
    id: int(),
    run_id: int(),
    requested: flag('Whether this call asked for it'),
    says: text(),
  },
  run: async (context, { id, run_id, kind }) => {
    const found =
      run_id === undefined
        ? await listLatestRuns(context, kind, id)
        : [await readRun(context, { kind, id, runId: run_id })];
    const run = found.find((each) => !hasEnded(each)) ?? found[0];
    if (run === undefined) return { done: true, kind, id, requested: false, says: 'It has never run.' };
    const about = { kind, id, runId: run.id };
    if (hasEnded(run)) return buildCancelResult(about, run, false);
    const { cancelRun: operation, runIdParameter } = RUN_KINDS[kind];
    // An import's cancellation names no run: it has one under way at a time.
    const target = kind === 'import' ? { id } : { id, [runIdParameter]: run.id };
    const late = await context.callOperation(operation, target).then(
      () => undefined,
      async (cause: unknown) => {
        if (!(cause instanceof CallError && ALREADY_ENDED_ERRORS.includes(cause.kind))) throw cause;
        const now = await readRun(context, about);
        if (!hasEnded(now)) throw cause;
        return now;
      },
    );
    return late === undefined
      ? buildCancelResult(
          about,
          await waitForEnd(context, about, CANCEL_WAIT_SECONDS, { knownRun: run }),
          true,
        )
      : buildCancelResult(about, late, false);
  },
});

function buildCancelResult(about: RunReference, run: Run, requested: boolean): Arguments {
  const { kind, id, runId } = about;
  const done = hasEnded(run);
  return {
    done,
    state: run.state,
    kind,
    id,
    run_id: runId,
    requested,
    says: describeCancellation(about, run, requested),
  };
}

function describeCancellation(about: RunReference, { state }: Run, requested: boolean): string {
  const name = `Run ${about.runId}`;
  if (!hasEnded({ id: about.runId, state })) {
    return `${name} is to be cancelled and is still ${state}: call ${formatRunCall('civis_wait_for_run', about)}.`;
  }
  if (!requested) return `${name} has ended already: it ${state === 'cancelled' ? 'was cancelled' : state}.`;
  return state === 'cancelled' ? `${name} is cancelled.` : `${name} ${state} before it could be cancelled.`;
}
