import { setTimeout as pause } from 'node:timers/promises';
import { CallError } from './errors.ts';
import type { Clock } from './tools/workflows/workflow.ts';

/** The time of this machine. */
export const clock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    pause(ms, undefined, { signal }).catch(() => {
      throw new CallError('cancelled', 'The call was cancelled.');
    }),
};
