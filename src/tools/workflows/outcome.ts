import { CallError } from '../../errors.ts';
import type { Arguments } from '../operation.ts';
import { hasEnded, type Run } from './kinds.ts';
import { readLog } from './log.ts';
import { withTimeout } from './time-limit.ts';
import { UNSEEN, type WaitedFor } from './waiting.ts';
import type { WorkflowContext } from './workflow.ts';

/** Lines of a failed run's log that its answer shows. */
const TAIL = 20;
/** Longest that its log is waited for: the call has used its time up already. */
const LOG_MS = 4_000;

/** What a tool that waited answers: how the run ended, or the exact call that goes on waiting. */
export async function outcomeOf(
  context: WorkflowContext,
  waited: WaitedFor,
  run: Run,
  started: boolean,
): Promise<Arguments> {
  const { kind, id, runId } = waited;
  const base = { done: hasEnded(run), state: run.state, kind, id, run_id: runId, started };
  if (!base.done) {
    const says = run.state === UNSEEN ? 'Civis did not show the run in time.' : 'The run goes on.';
    return { ...base, next: `${says} Call ${spellCall('civis_wait_for_run', waited)} to go on waiting.` };
  }
  if (run.state !== 'failed') return base;
  return {
    ...base,
    error: run.error ?? undefined,
    log_tail: await tailOf(context, waited),
    next: `Call ${spellCall('civis_diagnose_run', waited)} for what went wrong.`,
  };
}

/** The log's end where it comes quickly: how the run ended is worth telling without it. */
async function tailOf(context: WorkflowContext, waited: WaitedFor): Promise<string[] | undefined> {
  const log = await withTimeout(context, LOG_MS, (limited) => readLog(limited, waited)).catch(
    (cause: unknown) => {
      if (cause instanceof CallError && cause.kind !== 'cancelled') return undefined;
      throw cause;
    },
  );
  return log?.slice(-TAIL).map(({ at, message }) => `${at} ${message}`);
}

/** A call as a model can make it, word for word. */
export function spellCall(tool: string, { kind, id, runId }: WaitedFor): string {
  return `${tool} ${spellArguments({ id, run_id: runId, kind })}`;
}

/** Arguments as JSON; a job need not be said to be one. */
export function spellArguments({ kind, ...args }: Arguments & { readonly kind: string }): string {
  return JSON.stringify(kind === 'job' ? args : { ...args, kind });
}
