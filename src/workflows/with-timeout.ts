import { CallError } from '../errors.ts';
import type { WorkflowContext } from './workflow.ts';

/**
 * Runs the work with a time limit: returns `undefined` when the limit is reached first, and aborts the
 * request under way. A call that the caller cancels still rejects as cancelled. Uses a real timer and not
 * `context.clock`, as the client's timeouts do: what is limited is how long a platform takes to respond.
 */
export async function withTimeout<T>(
  context: WorkflowContext,
  ms: number,
  work: (limited: WorkflowContext) => Promise<T>,
): Promise<T | undefined> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), Math.max(0, ms));
  const signal = AbortSignal.any([context.signal, timeout.signal]);
  const callOperation: WorkflowContext['callOperation'] = (operation, args) =>
    context.callOperation(operation, args, signal);
  try {
    return await work({ ...context, signal, callOperation });
  } catch (cause) {
    if (timeout.signal.aborted && !context.signal.aborted) return undefined;
    throw cause;
  } finally {
    clearTimeout(timer);
  }
}

/** The same for work that may fail: returns `undefined` for any failure but a cancellation by the caller. */
export function tryWithTimeout<T>(
  context: WorkflowContext,
  ms: number,
  work: (limited: WorkflowContext) => Promise<T>,
): Promise<T | undefined> {
  return withTimeout(context, ms, work).catch((cause: unknown) => {
    if (cause instanceof CallError && cause.kind !== 'cancelled') return undefined;
    throw cause;
  });
}
