import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startDeadline } from '../../src/client/deadline.ts';
import type { Verb } from '../../src/client/interface.ts';
import { type ConnectionSlot, createRequestQueue } from '../../src/client/request-queue.ts';
import type { CallError } from '../../src/errors.ts';

const TIMEOUT_SECONDS = 5;

/** A queue, and the requests that have entered it. */
function createEntrance(connections: number) {
  const queue = createRequestQueue({ connections, timeoutSeconds: TIMEOUT_SECONDS, label: 'Civis' });
  return (verb: Verb) => {
    const caller = new AbortController();
    const deadline = startDeadline(caller.signal, TIMEOUT_SECONDS, 'Civis');
    const entered = {
      slot: undefined as ConnectionSlot | undefined,
      error: undefined as CallError | undefined,
      cancel: () => caller.abort(),
      remainingMs: deadline.remainingMs,
      remainingAtStart: 0,
      listeners: () =>
        getEventListeners(deadline.signal, 'abort').length + getEventListeners(caller.signal, 'abort').length,
      respond: () => {
        entered.slot?.responded();
        entered.slot?.release();
        deadline.clear();
      },
    };
    void queue.enter(verb, deadline).then(
      (slot) => {
        entered.slot = slot;
        entered.remainingAtStart = deadline.remainingMs();
      },
      (error: unknown) => {
        entered.error = error as CallError;
        deadline.clear();
      },
    );
    return entered;
  };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('connections', () => {
  it.each([
    [1, 1],
    [2, 1],
    [8, 7],
    [16, 14],
  ])('of %i, one kind of request gets %i, and the other the rest', async (connections, share) => {
    const enter = createEntrance(connections);
    const changes = Array.from({ length: 20 }, () => enter('POST'));
    const reads = Array.from({ length: 20 }, () => enter('GET'));
    await pass(0);
    expect(changes.filter(({ slot }) => slot !== undefined)).toHaveLength(share);
    expect(reads.filter(({ slot }) => slot !== undefined)).toHaveLength(connections - share);
  });

  it('that become free go to reads and changes in turn, each in the order of arrival', async () => {
    const enter = createEntrance(1);
    const order = ['GET', 'GET', 'GET', 'POST', 'DELETE'] as const;
    const entered = order.map((verb) => enter(verb));
    const served: number[] = [];
    for (const _ of order) {
      await pass(0);
      const index = entered.findIndex(({ slot }, at) => slot !== undefined && !served.includes(at));
      served.push(index);
      entered[index]?.respond();
    }
    expect(served).toEqual([0, 3, 1, 4, 2]);
  });

  it('are not freed twice by one request', async () => {
    const enter = createEntrance(1);
    const [first, second, third] = [enter('GET'), enter('GET'), enter('GET')];
    await pass(0);
    first.respond();
    first.respond();
    await pass(0);
    expect([second.slot !== undefined, third.slot !== undefined]).toEqual([true, false]);
  });
});

describe('a request in line', () => {
  it('is refused as soon as less time is left than responses have taken', async () => {
    const enter = createEntrance(1);
    const first = enter('POST');
    await pass(2000);
    first.respond();
    const slow = enter('POST');
    const waiting = enter('POST');
    await pass(2499);
    expect(waiting.error).toBeUndefined();
    await pass(1);
    expect(waiting.error).toMatchObject({
      kind: 'rate_limited',
      message:
        'Nothing was sent: all connections to Civis for changes are in use, and too little time is left for a response. Recent responses took 2.0 s.',
      details: { retryable: true, retryAfterSeconds: 2, hint: expect.stringContaining('Call again in 2 s.') },
    });
    expect(slow.error).toBeUndefined();
  });

  it('is refused at once if the line is too long for it', async () => {
    const enter = createEntrance(1);
    const first = enter('POST');
    await pass(1000);
    first.respond();
    const others = Array.from({ length: 5 }, () => enter('POST'));
    await pass(0);
    expect(others.map(({ error }) => error?.kind)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      'rate_limited',
    ]);
  });

  it('is refused before its time limit although there was no response to learn from', async () => {
    const enter = createEntrance(1);
    enter('GET');
    const waiting = enter('GET');
    await pass(TIMEOUT_SECONDS * 1000 - 1);
    expect(waiting.error).toMatchObject({ kind: 'rate_limited' });
  });

  it('learns from requests that were given up: their responses take at least so long', async () => {
    const enter = createEntrance(1);
    const hanging = enter('GET');
    await pass(4100);
    const waiting = enter('GET');
    await pass(0);
    hanging.slot?.release();
    await pass(0);
    expect(waiting.error).toMatchObject({ kind: 'rate_limited' });
    // One that finds a free connection is always sent, so that a faster platform is noticed.
    const next = enter('GET');
    await pass(0);
    expect(next.slot).toBeDefined();
  });

  it('forgets how slow the platform was a minute ago', async () => {
    const enter = createEntrance(1);
    const slow = enter('GET');
    await pass(4900);
    slow.respond();
    await pass(61_000);
    enter('GET');
    const waiting = enter('GET');
    await pass(0);
    expect(waiting.error).toBeUndefined();
  });

  it('leaves it as soon as it is cancelled', async () => {
    const enter = createEntrance(1);
    const first = enter('PUT');
    const [cancelled, last] = [enter('PUT'), enter('PUT')];
    cancelled.cancel();
    await pass(0);
    expect(cancelled.error).toMatchObject({ kind: 'cancelled' });
    expect(cancelled.listeners()).toBe(0);
    first.respond();
    await pass(0);
    expect(last.slot).toBeDefined();
  });
});

describe('any traffic', () => {
  const step = fc.oneof(
    fc.record({ enter: fc.constantFrom<Verb>('GET', 'POST', 'DELETE') }),
    fc.record({ respond: fc.nat(), after: fc.integer({ min: 0, max: 2000 }) }),
    fc.record({ cancel: fc.nat() }),
  );

  it('keeps to the connections, sends nothing too late, and ends with every request told', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(step, { maxLength: 60 }),
        async (connections, steps) => {
          const enter = createEntrance(connections);
          const all: ReturnType<typeof enter>[] = [];
          const open = new Set<(typeof all)[number]>();
          const settle = async (ms: number) => {
            await pass(ms);
            for (const each of all) if (each.slot !== undefined) open.add(each);
          };
          const ended = new Set<(typeof all)[number]>();
          const inUse = () => [...open].filter((each) => !ended.has(each));
          for (const one of steps) {
            if ('enter' in one) all.push(enter(one.enter));
            else if ('cancel' in one) all[one.cancel % all.length]?.cancel();
            else {
              await settle(one.after);
              const using = inUse();
              const chosen = using[one.respond % using.length];
              if (chosen !== undefined) ended.add(chosen);
              chosen?.respond();
            }
            await settle(0);
            expect(inUse().length).toBeLessThanOrEqual(connections);
          }
          await settle(TIMEOUT_SECONDS * 1000);
          for (const each of all) {
            expect((each.slot === undefined) !== (each.error === undefined)).toBe(true);
            if (each.slot !== undefined) expect(each.remainingAtStart).toBeGreaterThan(0);
            each.respond();
            expect(each.listeners()).toBe(0);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
