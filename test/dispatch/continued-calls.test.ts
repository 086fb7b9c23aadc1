import { describe, expect, it } from 'vitest';
import type { ConfirmMode } from '../../src/dispatch/confirmation.ts';
import type { ToolCall } from '../../src/dispatch/tool-call.ts';
import { ALL_TOOLS, type ToolFilter } from '../../src/dispatch/tool-filter.ts';
import { CallLeft } from '../../src/errors.ts';
import { connectTo, neverAborted } from '../support/connect.ts';
import { dispatchOver, LeapingClock } from '../support/dispatch.ts';
import { startPlatform } from '../support/platform.ts';
import { callErrorOf, respondByRoute } from '../support/tool-caller.ts';

const WAIT = { id: '5', kind: 'job', run_id: 9 };
const POINT = { kind: 'job', id: 5, run_id: 9, started: false };

interface Policy {
  readonly confirm?: ConfirmMode;
  readonly filter?: Partial<ToolFilter>;
}

/** Calls civis_wait_for_run over a platform whose run goes on for ever. */
async function withRunningJob(
  { confirm = 'never', filter = {} }: Policy,
  test: (parts: {
    readonly time: LeapingClock;
    readonly wait: (more: Pick<ToolCall, 'leavesAfterMs' | 'continues'>) => Promise<unknown>;
    readonly requests: () => number;
  }) => Promise<void>,
): Promise<void> {
  const platform = await startPlatform(respondByRoute({ 'GET /jobs/5/runs/9': { id: 9, state: 'running' } }));
  const client = connectTo(platform.url);
  const time = new LeapingClock();
  const invoke = dispatchOver(
    { civis: client, aiod: client },
    { ...ALL_TOOLS, ...filter },
    { time, confirm },
  );
  try {
    await test({
      time,
      requests: () => platform.received.length,
      wait: (more) =>
        invoke({
          name: 'civis_wait_for_run',
          args: WAIT,
          signal: neverAborted,
          report: () => undefined,
          ...more,
        }),
    });
  } finally {
    await client.close();
    await platform.close();
  }
}

const leftOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (cause: unknown) => cause,
  );

describe('a call that may be left', () => {
  it('is left with its point while its run goes on', async () => {
    await withRunningJob({}, async ({ wait }) => {
      const left = await leftOf(wait({ leavesAfterMs: 2_000 }));
      expect(left).toBeInstanceOf(CallLeft);
      expect(left).toMatchObject({ point: POINT, state: 'running' });
    });
  });

  it.each<[string, Policy]>([
    ['on a read-only server', { filter: { readOnly: true } }],
    ['where civis_cancel_run is left out', { filter: { patterns: ['-civis_cancel_run'] } }],
    ['where cancelling has to be confirmed', { confirm: 'always' }],
  ])('waits %s, as its run could not be cancelled', async (_, policy) => {
    await withRunningJob(policy, async ({ wait }) => {
      const result = await wait({ leavesAfterMs: 2_000 });
      expect(result).toMatchObject({ outcome: { value: { done: false, state: 'running' } } });
      const cancels = { point: POINT, does: 'cancel', maxAgeMs: 0 } as const;
      const refusal = await callErrorOf(wait({ continues: cancels }));
      expect(refusal.kind).toBe('not_allowed');
    });
  });

  it('is continued a thousand times within an interval by one request to the platform', async () => {
    await withRunningJob({}, async ({ wait, requests, time }) => {
      const resume = () => leftOf(wait({ continues: { point: POINT, does: 'resume', maxAgeMs: 5_000 } }));
      const askAThousandTimes = async () => {
        for (let batch = 0; batch < 10; batch += 1) {
          const left = await Promise.all(Array.from({ length: 100 }, resume));
          expect(left.every((each) => each instanceof CallLeft)).toBe(true);
        }
      };
      await askAThousandTimes();
      expect(requests()).toBe(1);
      await time.sleep(5_000, neverAborted);
      await askAThousandTimes();
      expect(requests()).toBe(2);
    });
  });
});
