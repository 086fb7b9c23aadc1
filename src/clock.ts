import { setTimeout as pause } from 'node:timers/promises';
import { CallError } from './errors.ts';

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits; rejects with a `CallError` of kind `cancelled` as soon as the signal is raised. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The time of this machine. */
export const clock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    pause(ms, undefined, { signal }).catch(() => {
      throw new CallError('cancelled', 'The call was cancelled.');
    }),
};
