import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { CallError } from '../../../src/errors.ts';
import { connectTo } from '../../support/connect.ts';
import { LeapingClock } from '../../support/dispatch.ts';
import { answer } from '../../support/platform.ts';
import {
  callErrorOf,
  createToolCaller,
  HANDLED,
  type Routes,
  withFakePlatform,
} from '../../support/tool-caller.ts';

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

/** Begins a response and breaks off. */
const cutOff = (to: ServerResponse): undefined => {
  to.writeHead(201, { 'content-type': 'application/json', 'content-length': '100' });
  to.write('{"id": 5, ', () => to.destroy());
};

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
    ['looks up a start whose response was cut off', [ended], [active, ended], false, cutOff, true, 1],
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
    ['a conflict without a run', [ended], (to: ServerResponse) => answer(to, 409, running), 'conflict'],
    ['a refusal', [active], (to: ServerResponse) => answer(to, 403, {}), 'forbidden'],
  ] as const)('%s is told, and not tried again', async (_, after, start, kind) => {
    await withFakePlatform(
      job([ended], after, start),
      async ({ call, requestLines }) => {
        const error = await callErrorOf(call('civis_run_and_wait', { id: 7 }));
        expect(error.kind).toBe(kind);
        expect(error.details.uncertain || false).toBe(false);
        expect(starts(requestLines())).toBe(1);
      },
      new LeapingClock(),
    );
  });

  it.each([
    ['broke', (to: ServerResponse): void => void to.destroy(), 'network'],
    ['was cut off', cutOff, 'network'],
    ['a gateway lost', (to: ServerResponse) => answer(to, 502, 'Bad Gateway'), 'platform_error'],
    ['names no run', (to: ServerResponse) => answer(to, 200, {}), 'platform_error'],
  ] as const)('a start that %s and left no run is said to have started none', async (_, start, kind) => {
    await withFakePlatform(
      job([ended], [ended], start),
      async ({ call, requestLines }) => {
        const error = await callErrorOf(call('civis_run_and_wait', { id: 7, force: true }));
        expect(error).toMatchObject({ kind, details: { uncertain: false, retryable: true } });
        expect(error.message).toMatch(/ No run was started: Civis lists none since this call began\.$/);
        expect(error.details.hint).toBe(
          'Call civis_run_and_wait {"id":7} to start it. If a run is active by then, that one is waited for.',
        );
        expect(starts(requestLines())).toBe(1);
      },
      new LeapingClock(),
    );
  });

  it.each(['platform_error', 'too_large'] as const)(
    'a start whose response is a %s is looked up',
    async (kind) => {
      await withFakePlatform(
        job([ended], [active, ended], (to) => answer(to, 201, active)),
        async ({ platform }) => {
          const client = connectTo(platform.url);
          const send: typeof client.send = async (request, signal) => {
            const response = await client.send(request, signal);
            if (request.verb !== 'POST') return response;
            throw new CallError(kind, 'The response cannot be read.', { uncertain: true });
          };
          const call = createToolCaller({ civis: { ...client, send }, aiod: client }, new LeapingClock());
          expect(await call('civis_run_and_wait', { id: 7 })).toMatchObject({ run_id: 5, started: true });
          expect(platform.received.filter(({ verb }) => verb === 'POST')).toHaveLength(1);
          await client.close();
        },
      );
    },
  );

  it('a lost start whose runs cannot be listed stays uncertain', async () => {
    let lists = 0;
    const routes = job([ended], [], (to) => void to.destroy());
    const list = (_: unknown, response: ServerResponse) => {
      lists += 1;
      if (lists === 1) return [ended];
      answer(response, 403, {});
      return HANDLED;
    };
    await withFakePlatform(
      { ...routes, [`GET ${RUNS}`]: list },
      async ({ call, requestLines }) => {
        const error = await callErrorOf(call('civis_run_and_wait', { id: 7 }));
        expect(error).toMatchObject({ kind: 'network', details: { uncertain: true } });
        expect(error.details.hint).toContain('before you try again');
        expect(starts(requestLines())).toBe(1);
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
