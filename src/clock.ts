import { setTimeout as pause } from 'node:timers/promises';
import { CallError } from './errors.ts';

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits; rejects with a `CallError` of kind `cancelled` as soon as the signal is raised. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** A duration up to a fifth shorter or longer, so that what began together does not stay in step. */
  spread(ms: number): number;
}

/** The time of this machine. */
export const clock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    pause(ms, undefined, { signal }).catch(() => {
      throw new CallError('cancelled', 'The call was cancelled.');
    }),
  spread: (ms) => ms * (0.8 + 0.4 * Math.random()),
};
