import type { Arguments } from '../../operation.ts';
import type { RunReference } from '../run-state.ts';

/** A call as a model can make it, word for word. */
export function formatRunCall(tool: string, { kind, id, runId }: RunReference): string {
  return `${tool} ${formatRunArguments({ id, run_id: runId, kind })}`;
}

/** Arguments as JSON; a job need not be said to be one. */
export function formatRunArguments({ kind, ...args }: Arguments & { readonly kind: string }): string {
  return JSON.stringify(kind === 'job' ? args : { ...args, kind });
}
