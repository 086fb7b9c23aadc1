import type { Arguments } from '../operation.ts';
import { hasEnded, type Run } from './kinds.ts';
import { readLog } from './log.ts';
import type { WaitedFor } from './waiting.ts';
import type { Desk } from './workflow.ts';

/** Lines of a failed run's log that its answer shows. */
const TAIL = 20;

/** What a tool that waited answers: how the run ended, or the exact call that goes on waiting. */
export async function outcomeOf(
  desk: Desk,
  waited: WaitedFor,
  run: Run,
  started: boolean,
): Promise<Arguments> {
  const { kind, id, runId } = waited;
  const base = { done: hasEnded(run), state: run.state, kind, id, run_id: runId, started };
  if (!base.done) {
    return {
      ...base,
      next: `The run goes on. Call ${spellCall('civis_wait_for_run', waited)} to go on waiting.`,
    };
  }
  if (run.state !== 'failed') return base;
  const log = await readLog(desk, waited);
  return {
    ...base,
    error: run.error ?? undefined,
    log_tail: log.slice(-TAIL).map(({ at, message }) => `${at} ${message}`),
    next: `Call ${spellCall('civis_diagnose_run', waited)} for what went wrong.`,
  };
}

/** A call as a model can make it, word for word. */
export function spellCall(tool: string, { kind, id, runId }: WaitedFor): string {
  return `${tool} ${JSON.stringify({ id, run_id: runId, ...(kind === 'job' ? {} : { kind }) })}`;
}
