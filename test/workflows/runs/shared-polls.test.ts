import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Progress } from '../../../src/tools/outcome.ts';
import { connectTo } from '../../support/connect.ts';
import { LeapingClock } from '../../support/dispatch.ts';
import { answer } from '../../support/platform.ts';
import {
  type CallTool,
  callErrorOf,
  createToolCaller,
  HANDLED,
  type ToolResult,
  withFakePlatform,
} from '../../support/tool-caller.ts';

const RUN = { id: 5, state: 'running', createdAt: '2026-03-04T15:00:00Z', error: null };
const GET_RUN = 'GET /jobs/7/runs/5';

const wait = (call: CallTool, seconds: number, options = {}): Promise<ToolResult> =>
  call('civis_wait_for_run', { id: 7, run_id: 5, wait_seconds: seconds }, options);

const times = <T>(count: number, make: (position: number) => T): T[] =>
  Array.from({ length: count }, (_, position) => make(position));

/** What one wait of so many seconds asks for, alone. */
async function requestsOfOne(seconds: number): Promise<number> {
  let count = 0;
  await withFakePlatform(
    { [GET_RUN]: RUN },
    async ({ call, requestLines }) => {
      await wait(call, seconds);
      count = requestLines().length;
    },
    new LeapingClock(),
  );
  return count;
}

/** A clock on which nobody wakes up by himself until it is released. */
class HeldClock extends LeapingClock {
  readonly #released = new AbortController();

  release(): void {
    this.#released.abort();
  }

  override async sleep(ms: number, signal: AbortSignal): Promise<void> {
    const either = AbortSignal.any([signal, this.#released.signal]);
    if (!either.aborted) await once(either, 'abort');
    return super.sleep(ms, signal);
  }
}

describe('waits for one run share its polls', () => {
  it('twenty cost what one costs, and each hears of every poll', async () => {
    const alone = await requestsOfOne(45);
    const heard = times(20, (): Progress[] => []);
    await withFakePlatform(
      { [GET_RUN]: RUN },
      async ({ call, requestLines }) => {
        const waits = heard.map((own) => wait(call, 45, { report: (each: Progress) => own.push(each) }));
        const values = await Promise.all(waits);
        expect(values.every((value) => value['done'] === false && value['state'] === 'running')).toBe(true);
        expect(requestLines()).toHaveLength(alone);
        expect(heard.map((own) => own.length)).toEqual(times(20, () => alone));
      },
      new LeapingClock(),
    );
  });

  it('each for as long as it asked for', async () => {
    const seconds = [0, 5, 20, 45];
    const alone = await requestsOfOne(45);
    await withFakePlatform(
      { [GET_RUN]: RUN },
      async ({ call, requestLines }) => {
        const lastHeard = await Promise.all(
          seconds.map(async (each) => {
            let last = -1;
            await wait(call, each, { report: ({ done }: Progress) => (last = done) });
            return last;
          }),
        );
        for (const [position, each] of seconds.entries()) {
          expect(lastHeard[position]).toBeGreaterThanOrEqual(each - 1);
          expect(lastHeard[position]).toBeLessThanOrEqual(each);
        }
        expect(requestLines().length).toBeLessThanOrEqual(alone + seconds.length);
      },
      new LeapingClock(),
    );
  });

  it('calls that only look ask no more than once a second', async () => {
    const clock = new HeldClock();
    await withFakePlatform(
      { [GET_RUN]: RUN },
      async ({ call, requestLines }) => {
        const first = wait(call, 45);
        await expect.poll(() => requestLines().length).toBe(1);
        const looks = await Promise.all(times(10, () => wait(call, 0)));
        expect(looks.every((value) => value['state'] === 'running')).toBe(true);
        expect(requestLines()).toHaveLength(1);
        clock.release();
        await first;
      },
      clock,
    );
  });

  it('all hear of the end at once', async () => {
    let polls = 0;
    const poll = () => {
      polls += 1;
      return { ...RUN, state: polls < 3 ? 'running' : 'succeeded' };
    };
    await withFakePlatform(
      { [GET_RUN]: poll },
      async ({ call }) => {
        const values = await Promise.all(times(20, (position) => wait(call, 30 + position)));
        expect(values.every((value) => value['state'] === 'succeeded')).toBe(true);
        expect(polls).toBe(3);
        expect(await wait(call, 0)).toMatchObject({ state: 'succeeded' });
        expect(polls, 'a later call polls anew').toBe(4);
      },
      new LeapingClock(),
    );
  });

  it('an error reaches all', async () => {
    let polls = 0;
    const poll = (_: unknown, response: ServerResponse) => {
      polls += 1;
      if (polls === 1) return RUN;
      answer(response, 403, {});
      return HANDLED;
    };
    await withFakePlatform(
      { [GET_RUN]: poll },
      async ({ call }) => {
        const errors = await Promise.all(times(5, () => callErrorOf(wait(call, 45))));
        expect(errors.map(({ kind }) => kind)).toEqual(times(5, () => 'forbidden'));
        expect(polls).toBe(2);
      },
      new LeapingClock(),
    );
  });
});

describe('a call that leaves', () => {
  it('ends nobody else’s wait, even if the request under way was its own', async () => {
    const controller = new AbortController();
    let polls = 0;
    const poll = () => {
      polls += 1;
      if (polls === 2) controller.abort();
      return { ...RUN, state: polls < 4 ? 'running' : 'succeeded' };
    };
    await withFakePlatform(
      { [GET_RUN]: poll },
      async ({ call }) => {
        const first = callErrorOf(wait(call, 45, { signal: controller.signal }));
        const others = times(3, () => wait(call, 45));
        expect((await first).kind).toBe('cancelled');
        expect(await Promise.all(others)).toMatchObject(times(3, () => ({ state: 'succeeded' })));
        expect(polls).toBe(4);
      },
      new LeapingClock(),
    );
  });

  it('as the last one breaks off the request under way', async () => {
    const controllers = times(3, () => new AbortController());
    let isClosed = false;
    const hang = (_: unknown, response: ServerResponse) => {
      response.on('close', () => {
        isClosed = true;
      });
      for (const controller of controllers) controller.abort();
      return HANDLED;
    };
    await withFakePlatform({ [GET_RUN]: hang }, async ({ call, requestLines }) => {
      const waits = controllers.map(({ signal }) => callErrorOf(wait(call, 45, { signal })));
      expect((await Promise.all(waits)).map(({ kind }) => kind)).toEqual(times(3, () => 'cancelled'));
      await expect.poll(() => isClosed).toBe(true);
      expect(requestLines()).toEqual([GET_RUN]);
    });
  });
});

describe('what is not shared', () => {
  it('polls with another credential', async () => {
    const alone = await requestsOfOne(10);
    await withFakePlatform({ [GET_RUN]: RUN }, async ({ platform }) => {
      const clients = times(2, () => connectTo(platform.url));
      await Promise.all(
        clients.map((client) =>
          wait(createToolCaller({ civis: client, aiod: client }, new LeapingClock()), 10),
        ),
      );
      expect(platform.received).toHaveLength(2 * alone);
      await Promise.all(clients.map((client) => client.close()));
    });
  });

  it('polls of another run, which are not in step', async () => {
    const spreads = [1.2, 0.8];
    const clock = new (class extends LeapingClock {
      override spread(ms: number): number {
        return ms * (spreads[0] ?? 1);
      }
    })();
    await withFakePlatform(
      { [GET_RUN]: RUN, 'GET /jobs/7/runs/6': { ...RUN, id: 6 } },
      async ({ call }) => {
        await wait(call, 3);
        spreads.shift();
        await call('civis_wait_for_run', { id: 7, run_id: 6, wait_seconds: 3 });
        expect(clock.pauses.map(Math.round)).toEqual([1200, 1300, 800, 960, 740]);
      },
      clock,
    );
  });
});
