import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startDeadline } from '../../src/client/deadline.ts';
import { neverAborted } from '../support/connect.ts';

/** Holds up the event loop, as the work on a large response does. */
function holdUp(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

describe('a time limit that passes while this process is busy', () => {
  it('leaves time to read what came meanwhile', async () => {
    const deadline = startDeadline(neverAborted, 0.5, 'Civis');
    holdUp(1_000);
    await setImmediate();
    expect(deadline.abortReason()).toBeUndefined();
    deadline.clear();
  });

  it('passes in the end', async () => {
    const deadline = startDeadline(neverAborted, 0.01, 'Civis');
    holdUp(100);
    await new Promise<void>((resolve) => {
      deadline.signal.addEventListener('abort', () => resolve());
    });
    expect(deadline.abortReason()?.kind).toBe('timeout');
    deadline.clear();
  });
});
