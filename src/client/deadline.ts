import { CallError } from '../errors.ts';

/** The time that one call has, over all its tries, joined with the caller's own signal. */
export interface Deadline {
  readonly signal: AbortSignal;
  remainingMs(): number;
  /** Why the signal was raised; undefined while it is not. */
  reason(): CallError | undefined;
  /** Waits, or rejects with the reason as soon as there is one. */
  wait(ms: number): Promise<void>;
  /** Takes the limit of time away and leaves the caller's signal. */
  lift(): void;
  clear(): void;
}

/**
 * `AbortSignal.timeout` would do, but its timer outlives the call that it was made for, and thousands of
 * quick calls would each keep one.
 */
export function startDeadline(caller: AbortSignal, seconds: number, label: string): Deadline {
  const controller = new AbortController();
  const endsAt = performance.now() + seconds * 1000;
  const abort = () => controller.abort();
  const timer = setTimeout(abort, seconds * 1000);
  caller.addEventListener('abort', abort, { once: true });
  if (caller.aborted) abort();

  const reason = () => {
    if (!controller.signal.aborted) return undefined;
    if (caller.aborted) return new CallError('cancelled', 'The call was cancelled.');
    return new CallError('timeout', `${label} did not answer within ${seconds} s.`, {
      hint: 'Call again later, or start the server with a longer --timeout.',
    });
  };

  return {
    signal: controller.signal,
    remainingMs: () => endsAt - performance.now(),
    reason,
    wait: (ms) =>
      new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(pause);
          reject(reason());
        };
        const pause = setTimeout(() => {
          controller.signal.removeEventListener('abort', stop);
          resolve();
        }, ms);
        controller.signal.addEventListener('abort', stop, { once: true });
        if (controller.signal.aborted) stop();
      }),
    lift: () => clearTimeout(timer),
    clear: () => {
      clearTimeout(timer);
      caller.removeEventListener('abort', abort);
    },
  };
}
