import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { LeapingClock } from '../../support/dispatch.ts';
import { answer } from '../../support/platform.ts';
import { callErrorOf, HANDLED, type Routes, withFakePlatform } from '../../support/tool-caller.ts';

const RUNS = '/jobs/7/runs';
const ended = { id: 4, state: 'succeeded' };
const active = { id: 5, state: 'running' };
const done = { id: 5, state: 'succeeded' };

/** A job whose list of runs is what a start has left, and whose start does as told. */
function job(
  before: readonly unknown[],
  after: readonly unknown[],
  start: (response: ServerResponse) => void,
) {
  let started = 0;
  const routes: Routes = {
    [`GET ${RUNS}`]: () => (started === 0 ? before : after),
    [`POST ${RUNS}`]: (_: unknown, response: ServerResponse) => {
      started += 1;
      start(response);
      return HANDLED;
    },
    [`GET ${RUNS}/4`]: ended,
    [`GET ${RUNS}/5`]: done,
  };
  return routes;
}

const running = { error: 'already_running', errorDescription: 'The job is running.', code: 409 };
const starts = (requests: readonly string[]) =>
  requests.filter((request) => request === `POST ${RUNS}`).length;

describe('a job is started once', () => {
  it.each([
    ['starts it', [ended], [done, ended], false, (to: ServerResponse) => answer(to, 200, active), true, 1],
    ['follows the run under way', [active, ended], [], false, () => undefined, false, 0],
    [
      'starts beside it where asked to',
      [{ id: 3, state: 'running' }],
      [],
      true,
      (to: ServerResponse) => answer(to, 200, active),
      true,
      1,
    ],
    [
      'follows the run that a 409 speaks of',
      [ended],
      [active, ended],
      false,
      (to: ServerResponse) => answer(to, 409, running),
      false,
      1,
    ],
    [
      'looks up a start whose connection broke',
      [ended],
      [active, ended],
      false,
      (to: ServerResponse) => to.destroy(),
      true,
      1,
    ],
    [
      'looks up a start that a gateway lost',
      [ended],
      [active, ended],
      false,
      (to: ServerResponse) => answer(to, 502, 'Bad Gateway'),
      true,
      1,
    ],
    [
      'looks up a start that does not say which run it made',
      [],
      [active],
      false,
      (to: ServerResponse) => answer(to, 200, {}),
      true,
      1,
    ],
    ['takes the id alone', [], [], false, (to: ServerResponse) => answer(to, 202, { runId: 5 }), true, 1],
  ] as const)('%s', async (_, before, after, force, start, started, count) => {
    await withFakePlatform(
      job(before, after, start),
      async ({ call, requestLines }) => {
        const value = await call('civis_run_and_wait', { id: 7, force });
        expect(value).toMatchObject({ done: true, state: 'succeeded', run_id: 5, started });
        expect(starts(requestLines())).toBe(count);
      },
      new LeapingClock(),
    );
  });

  it('a run that shows only after a moment is waited for', async () => {
    let looks = 0;
    const routes = job([ended], [], (to) => to.destroy());
    await withFakePlatform(
      {
        ...routes,
        [`GET ${RUNS}`]: () => {
          looks += 1;
          return looks < 4 ? [ended] : [active, ended];
        },
      },
      async ({ call, requestLines }) => {
        expect(await call('civis_run_and_wait', { id: 7 })).toMatchObject({ run_id: 5, started: true });
        expect(starts(requestLines())).toBe(1);
      },
      new LeapingClock(),
    );
  });

  it.each([
    ['a lost start that left nothing', [ended], (to: ServerResponse) => to.destroy(), 'network', true],
    [
      'a conflict without a run',
      [ended],
      (to: ServerResponse) => answer(to, 409, running),
      'conflict',
      undefined,
    ],
    ['a refusal', [active], (to: ServerResponse) => answer(to, 403, {}), 'forbidden', false],
  ] as const)('%s is told, and not tried again', async (_, after, start, kind, uncertain) => {
    await withFakePlatform(
      job([ended], after, start),
      async ({ call, requestLines }) => {
        const error = await callErrorOf(call('civis_run_and_wait', { id: 7 }));
        expect(error.kind).toBe(kind);
        expect(error.details.uncertain || false).toBe(uncertain ?? false);
        expect(starts(requestLines())).toBe(1);
        if (uncertain === true) expect(error.details.hint).toContain('before you try again');
      },
      new LeapingClock(),
    );
  });

  it('a start that is not answered in time is looked up', async () => {
    const clock = new LeapingClock();
    const routes = job([ended], [active, ended], () => undefined);
    let listed = false;
    const list = () => {
      // The look before it has taken all the time that a start may take.
      if (!listed) void clock.sleep(40_000, new AbortController().signal);
      const runs = listed ? [active, ended] : [ended];
      listed = true;
      return runs;
    };
    await withFakePlatform(
      { ...routes, [`GET ${RUNS}`]: list },
      async ({ call, requestLines }) => {
        const value = await call('civis_run_and_wait', { id: 7 });
        expect(value).toMatchObject({ run_id: 5, started: true });
        expect(starts(requestLines())).toBe(1);
      },
      clock,
    );
  });

  it('a call that is cancelled while it starts looks nothing up', async () => {
    const controller = new AbortController();
    await withFakePlatform(
      job([ended], [active], () => controller.abort()),
      async ({ call, requestLines }) => {
        const error = await callErrorOf(call('civis_run_and_wait', { id: 7 }, { signal: controller.signal }));
        expect(error.kind).toBe('cancelled');
        expect(requestLines()).toEqual([`GET ${RUNS}`, `POST ${RUNS}`]);
      },
    );
  });

  it('time that the start took counts as waiting', async () => {
    const clock = new LeapingClock();
    await withFakePlatform(
      {
        ...job([], [], () => undefined),
        [`POST ${RUNS}`]: () => {
          void clock.sleep(9_000, new AbortController().signal);
          return active;
        },
        [`GET ${RUNS}/5`]: active,
      },
      async ({ call }) => {
        const begun = clock.now();
        expect(await call('civis_run_and_wait', { id: 7, wait_seconds: 10 })).toMatchObject({ done: false });
        expect(clock.now() - begun).toBeLessThanOrEqual(10_000);
      },
      clock,
    );
  });
});
