import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Progress } from '../../../src/tools/outcome.ts';
import { LeapingClock } from '../../support/dispatch.ts';
import { answer } from '../../support/platform.ts';
import {
  callErrorOf,
  findJobId,
  HANDLED,
  useSandboxTools,
  withFakePlatform,
} from '../../support/tool-caller.ts';

const RUN = { id: 5, state: 'running', createdAt: '2026-03-04T15:00:00Z', error: null };
const GET_RUN = 'GET /jobs/7/runs/5';

/** Pauses of a wait that is never over: 1, 1.2, 1.44 ... to 15 seconds, and half a second for the last look. */
function pausesFor(seconds: number): number[] {
  const pauses: number[] = [];
  let rest = seconds * 1000 - 500;
  for (let pause = 1000; rest > 0; pause = Math.min(pause * 1.2, 15_000)) {
    pauses.push(Math.min(pause, rest));
    rest -= pause;
  }
  return pauses;
}

/** States of a run, one a look; the last one stays. */
function states(...list: readonly string[]): () => unknown {
  const left = [...list];
  return () => ({ ...RUN, state: left.length > 1 ? left.shift() : left[0] });
}

describe('how often a run is looked at', () => {
  it.each([0, 1, 10, 45, 50])('within %i seconds', async (seconds) => {
    const clock = new LeapingClock();
    await withFakePlatform(
      { [GET_RUN]: RUN },
      async ({ call, requestLines }) => {
        const begun = clock.now();
        const value = await call('civis_wait_for_run', { id: 7, run_id: 5, wait_seconds: seconds });
        expect(value).toMatchObject({ done: false, state: 'running', started: false });
        expect(clock.pauses.map(Math.round)).toEqual(pausesFor(seconds).map(Math.round));
        expect(requestLines()).toEqual(Array(clock.pauses.length + 1).fill(GET_RUN));
        expect(clock.now() - begun).toBeLessThanOrEqual(seconds * 1000);
      },
      clock,
    );
  });

  it('only to its end', async () => {
    const clock = new LeapingClock();
    await withFakePlatform(
      { [GET_RUN]: states('queued', 'running', 'succeeded') },
      async ({ call, requestLines }) => {
        const value = await call('civis_wait_for_run', { id: 7, run_id: 5 });
        expect(value).toEqual({
          done: true,
          state: 'succeeded',
          kind: 'job',
          id: 7,
          run_id: 5,
          started: false,
        });
        expect(clock.pauses).toEqual([1000, 1200]);
        expect(requestLines()).toHaveLength(3);
      },
      clock,
    );
  });
});

describe('what counts as an end', () => {
  it.each([
    ['succeeded', true],
    ['failed', true],
    ['cancelled', true],
    ['queued', false],
    ['pending', false],
    ['idle', false],
    ['scheduled', false],
    ['cancelling', false],
    ['completed', false],
  ])('%s: %s', async (state, done) => {
    await withFakePlatform({ [GET_RUN]: { ...RUN, state } }, async ({ call }) => {
      const value = await call('civis_wait_for_run', { id: 7, run_id: 5, wait_seconds: 0 });
      expect(value).toMatchObject({ done, state });
      const next = done && state !== 'failed' ? undefined : expect.stringContaining('{"id":7,"run_id":5}');
      expect(value['next']).toEqual(next);
    });
  });
});

describe('what the host hears meanwhile', () => {
  it('the state and the seconds, which only grow', async () => {
    const heard: Progress[] = [];
    const report = (progress: Progress) => heard.push(progress);
    await withFakePlatform(
      { [GET_RUN]: states('queued', 'running') },
      async ({ call }) => {
        await call('civis_wait_for_run', { id: 7, run_id: 5, wait_seconds: 10 }, { report });
      },
      new LeapingClock(),
    );
    expect(heard[0]).toEqual({ done: 0, total: 10, message: 'run 5 is queued after 0 seconds' });
    expect(heard.at(-1)).toEqual({ done: 10, total: 10, message: 'run 5 is running after 10 seconds' });
    const done = heard.map((progress) => progress.done);
    expect(done).toEqual(done.toSorted((one, other) => one - other));
  });
});

describe('a platform that is slow', () => {
  it.concurrent('a later look that is not answered is not waited for', async () => {
    let looks = 0;
    const look = () => {
      looks += 1;
      return looks === 1 ? RUN : HANDLED;
    };
    await withFakePlatform(
      { [GET_RUN]: look },
      async ({ call }) => {
        const value = await call('civis_wait_for_run', { id: 7, run_id: 5, wait_seconds: 1 });
        expect(value).toMatchObject({ done: false, state: 'running' });
        expect(looks).toBe(2);
      },
      new LeapingClock(),
    );
  });

  it.concurrent('a run that was never shown is unknown, which is no error', async () => {
    await withFakePlatform({ [GET_RUN]: () => HANDLED }, async ({ call }) => {
      const value = await call('civis_wait_for_run', { id: 7, run_id: 5, wait_seconds: 0 });
      expect(value).toMatchObject({
        done: false,
        state: 'unknown',
        next: 'Civis did not return the run in time. Call civis_wait_for_run {"id":7,"run_id":5} to continue waiting.',
      });
    });
  });

  it('a look that fails on the way does not end the wait', async () => {
    let looks = 0;
    const look = (_: unknown, response: ServerResponse) => {
      looks += 1;
      if (looks !== 2) return { ...RUN, state: looks < 3 ? 'running' : 'succeeded' };
      // An answer that has begun is not asked for again by the client.
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"id": 5, ', () => response.destroy());
      return HANDLED;
    };
    await withFakePlatform(
      { [GET_RUN]: look },
      async ({ call }) => {
        expect(await call('civis_wait_for_run', { id: 7, run_id: 5 })).toMatchObject({ state: 'succeeded' });
        expect(looks).toBe(3);
      },
      new LeapingClock(),
    );
  });

  it('one that is refused does', async () => {
    let looks = 0;
    const look = (_: unknown, response: ServerResponse) => {
      looks += 1;
      if (looks === 1) return RUN;
      answer(response, 403, {});
      return HANDLED;
    };
    await withFakePlatform(
      { [GET_RUN]: look },
      async ({ call }) => {
        const error = await callErrorOf(call('civis_wait_for_run', { id: 7, run_id: 5 }));
        expect(error.kind).toBe('forbidden');
      },
      new LeapingClock(),
    );
  });

  it('a first look that fails does', async () => {
    await withFakePlatform({}, async ({ call }) => {
      const error = await callErrorOf(call('civis_wait_for_run', { id: 7, run_id: 5 }));
      expect(error).toMatchObject({ kind: 'not_found', message: expect.stringContaining('run_id=5') });
    });
  });
});

describe('a call that is cancelled', () => {
  it('stops within one request and leaves the run alone', async () => {
    const controller = new AbortController();
    await withFakePlatform({ [GET_RUN]: RUN }, async ({ call, requestLines }) => {
      const report = () => controller.abort();
      const waiting = call('civis_wait_for_run', { id: 7, run_id: 5 }, { signal: controller.signal, report });
      expect((await callErrorOf(waiting)).kind).toBe('cancelled');
      expect(requestLines()).toEqual([GET_RUN]);
    });
  });

  it('breaks a look off that is under way', async () => {
    const controller = new AbortController();
    const hang = () => {
      controller.abort();
      return HANDLED;
    };
    await withFakePlatform({ [GET_RUN]: hang }, async ({ call, requestLines }) => {
      const waiting = call('civis_wait_for_run', { id: 7, run_id: 5 }, { signal: controller.signal });
      expect((await callErrorOf(waiting)).kind).toBe('cancelled');
      expect(requestLines()).toEqual([GET_RUN]);
    });
  });
});

describe('in the sandbox', () => {
  const tools = useSandboxTools();

  it('a job that fails answers its error, its log and the call that explains it', async () => {
    const id = await findJobId(tools.call, 'Build channel attribution');
    const value = await tools.call('civis_run_and_wait', { id });
    expect(value).toMatchObject({ done: true, state: 'failed', started: true });
    expect(value['error']).toContain('campaign_group');
    expect(value['next']).toBe(
      `Call civis_diagnose_run {"id":${id},"run_id":${String(value['run_id'])}} to find out why the run failed.`,
    );
  });

  it.each([
    ['Import web orders', 'import'],
    ['Train churn model', 'job'],
    ['Standardize customer addresses', 'cass_ncoa'],
  ])('%s, as %s', async (name, kind) => {
    const id = await findJobId(tools.call, name);
    const value = await tools.call('civis_run_and_wait', { id, kind });
    expect(value).toMatchObject({ done: true, state: 'succeeded', kind, started: true });
  });
});
