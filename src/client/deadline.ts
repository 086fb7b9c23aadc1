import { CallError } from '../errors.ts';
import { CALL_CANCELLED, RETRY_OR_LONGER_TIMEOUT } from '../wording.ts';

/** The time limit of one call, over all its attempts, joined with the caller's own signal. */
export interface Deadline {
  /** Dispatches `abort` once. */
  readonly signal: EventTarget;
  remainingMs(): number;
  /** The error to throw once the signal is aborted; undefined before. */
  abortReason(): CallError | undefined;
  /** Waits; rejects with the abort reason as soon as the signal is aborted. */
  sleep(ms: number): Promise<void>;
  /** Resolves as the promise does; rejects with the abort reason as soon as the signal is aborted. */
  race<T>(promise: Promise<T>): Promise<T>;
  /** Removes the time limit and keeps the caller's signal. */
  liftTimeLimit(): void;
  clear(): void;
}

/** A timer that fires so much too late has waited for this process, not for the platform. */
const HELD_UP_MS = 50;

/**
 * `AbortSignal.timeout` would do, but its timer outlives the call that it was made for, and thousands of
 * quick calls would each keep one. An `AbortController` costs 5 microseconds a request, a plain target a tenth.
 */
export function startDeadline(callerSignal: AbortSignal, seconds: number, label: string): Deadline {
  const signal = new EventTarget();
  let isAborted = false;
  const endsAt = performance.now() + seconds * 1000;
  const abort = () => {
    if (isAborted) return;
    isAborted = true;
    signal.dispatchEvent(new Event('abort'));
  };
  // Where this process itself was busy, a response may have come meanwhile: the time is given back once. No more
  // than the limit, since a computer that slept is late as well.
  const onTimeUp = () => {
    const lateMs = performance.now() - endsAt;
    if (lateMs < HELD_UP_MS) abort();
    else timer = setTimeout(abort, Math.min(lateMs, seconds * 1000));
  };
  let timer = setTimeout(onTimeUp, seconds * 1000);
  callerSignal.addEventListener('abort', abort, { once: true });
  if (callerSignal.aborted) abort();

  const reasonToAbort = () => {
    if (callerSignal.aborted) return new CallError('cancelled', CALL_CANCELLED);
    return new CallError('timeout', `${label} did not respond within ${seconds} seconds.`, {
      hint: RETRY_OR_LONGER_TIMEOUT,
    });
  };

  return {
    signal,
    remainingMs: () => endsAt - performance.now(),
    abortReason: () => (isAborted ? reasonToAbort() : undefined),
    sleep: (ms) =>
      new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(pause);
          reject(reasonToAbort());
        };
        const pause = setTimeout(() => {
          signal.removeEventListener('abort', stop);
          resolve();
        }, ms);
        signal.addEventListener('abort', stop, { once: true });
        if (isAborted) stop();
      }),
    race: (promise) =>
      new Promise((resolve, reject) => {
        const stop = () => reject(reasonToAbort());
        signal.addEventListener('abort', stop, { once: true });
        void promise.finally(() => signal.removeEventListener('abort', stop)).then(resolve, reject);
        if (isAborted) stop();
      }),
    liftTimeLimit: () => clearTimeout(timer),
    clear: () => {
      clearTimeout(timer);
      callerSignal.removeEventListener('abort', abort);
    },
  };
}
