import * as z from 'zod';
import { CallError } from '../../errors.ts';
import type { Arguments } from '../operation.ts';
import { flag, int, text } from '../params.ts';
import { hasEnded, KINDS, kind, type Run } from './kinds.ts';
import { spellCall } from './outcome.ts';
import { latestRuns } from './starting.ts';
import { readRun, type WaitedFor, waitForEnd } from './waiting.ts';
import { defineWorkflow } from './workflow.ts';

/** Longest that a cancellation is waited for. */
const WAIT_SECONDS = 20;
/** What Civis answers where the run ended before the request to cancel it arrived. */
const TOO_LATE: readonly string[] = ['conflict', 'not_found', 'invalid_input'];

export const cancelRun = defineWorkflow('civis', {
  name: 'cancel_run',
  description: 'Cancel the run that is under way and wait until it is cancelled.',
  effect: 'cancel',
  input: z.strictObject({ id: int(), run_id: int('The run under way when absent').optional(), kind }),
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
        ? await latestRuns(context, kind, id)
        : [await readRun(context, { kind, id, runId: run_id })];
    const run = found.find((each) => !hasEnded(each)) ?? found[0];
    if (run === undefined) return { done: true, kind, id, requested: false, says: 'It has never run.' };
    const about = { kind, id, runId: run.id };
    if (hasEnded(run)) return answer(about, run, false);
    const { cancel, runId } = KINDS[kind];
    // An import's cancellation names no run: it has one under way at a time.
    const target = kind === 'import' ? { id } : { id, [runId]: run.id };
    const late = await context.callOperation(cancel, target).then(
      () => undefined,
      async (cause: unknown) => {
        if (!(cause instanceof CallError && TOO_LATE.includes(cause.kind))) throw cause;
        const now = await readRun(context, about);
        if (!hasEnded(now)) throw cause;
        return now;
      },
    );
    return late === undefined
      ? answer(about, await waitForEnd(context, about, WAIT_SECONDS, { known: run }), true)
      : answer(about, late, false);
  },
});

function answer(about: WaitedFor, run: Run, requested: boolean): Arguments {
  const { kind, id, runId } = about;
  const done = hasEnded(run);
  return {
    done,
    state: run.state,
    kind,
    id,
    run_id: runId,
    requested,
    says: wordsFor(about, run, requested),
  };
}

function wordsFor(about: WaitedFor, { state }: Run, requested: boolean): string {
  const name = `Run ${about.runId}`;
  if (!hasEnded({ id: about.runId, state })) {
    return `${name} is to be cancelled and is still ${state}: call ${spellCall('civis_wait_for_run', about)}.`;
  }
  if (!requested) return `${name} has ended already: it ${state === 'cancelled' ? 'was cancelled' : state}.`;
  return state === 'cancelled' ? `${name} is cancelled.` : `${name} ${state} before it could be cancelled.`;
}
