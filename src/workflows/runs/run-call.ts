import type { Arguments } from '../../tools/operation.ts';
import type { RunReference } from '../run-state.ts';

/** A tool call for this run that a model can copy without changes. */
export function formatRunCall(tool: string, { kind, id, runId }: RunReference): string {
  return `${tool} ${formatRunArguments({ id, run_id: runId, kind })}`;
}

/** Arguments as JSON, without a kind that is the default. */
export function formatRunArguments({ kind, ...args }: Arguments & { readonly kind: string }): string {
  return JSON.stringify(kind === 'job' ? args : { ...args, kind });
}
