import type { Desk } from './workflow.ts';

/**
 * Works within a time: `undefined` when it is over before the work is done, whose request is then broken
 * off. A cancelled call stays one. The machine's own timer, as for the client's time-outs: what is limited
 * is how long a platform may take to answer.
 */
export async function withinTime<T>(
  desk: Desk,
  ms: number,
  work: (limited: Desk) => Promise<T>,
): Promise<T | undefined> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), Math.max(0, ms));
  const signal = AbortSignal.any([desk.signal, late.signal]);
  const perform: Desk['perform'] = (operation, args) => desk.perform(operation, args, signal);
  try {
    return await work({ ...desk, signal, perform });
  } catch (cause) {
    if (late.signal.aborted && !desk.signal.aborted) return undefined;
    throw cause;
  } finally {
    clearTimeout(timer);
  }
}
