import { describe, expect, it } from 'vitest';
import { findFaults, type Observed } from '../../../src/workflows/health/find-faults.ts';
import type { Run } from '../../../src/workflows/run-state.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-03-04T12:00:00Z');
const SINCE = NOW - 7 * 24 * 60 * MINUTE;

const time = (minutesAgo: number) => new Date(NOW - minutesAgo * MINUTE).toISOString();
const run = (id: number, state: string, from: number, to?: number): Run => ({
  id,
  state,
  created_at: time(from),
  started_at: state === 'queued' ? null : time(from),
  finished_at: to === undefined ? null : time(to),
});
const dailyAt = (hour: number) => ({ days: [], daysOfMonth: [], hours: [hour], minutes: [0] });
const habit = [2, 3, 4].map((day) => run(10 - day, 'succeeded', day * 1440, day * 1440 - 10));

function faultsOf(runs: readonly Run[], more: Partial<Observed> = {}): string[] {
  const old = Date.parse('2025-01-01');
  const observed = { timeZone: 'UTC', createdAt: old, updatedAt: old, runs, ...more };
  return findFaults(observed, SINCE, NOW).map(({ problem, reason }) => `${problem}: ${reason}`);
}

describe('findFaults', () => {
  it.each([
    ['no run', [], { schedule: dailyAt(4) }, ['missed: Due 2026-03-04T04:00Z, did not run']],
    [
      'a time zone',
      [],
      { schedule: dailyAt(4), timeZone: 'America/New_York' },
      ['missed: Due 2026-03-04T09:00Z, did not run'],
    ],
    ['a run in time', [run(1, 'succeeded', 480, 470)], { schedule: dailyAt(4) }, []],
    ['a run that may still start', [run(1, 'succeeded', 1430, 1420)], { schedule: dailyAt(12) }, []],
    ['a schedule that began later', [], { schedule: dailyAt(4), createdAt: NOW - MINUTE }, []],
    ['a long queue', [run(1, 'queued', 90)], {}, ['waiting: Run 1 has been queued for 90 minutes']],
    ['a short queue', [run(1, 'queued', 10)], {}, []],
    [
      'failures',
      [run(3, 'failed', 5, 4), run(2, 'failed', 15, 14), run(1, 'succeeded', 25, 24)],
      {},
      ['failing: Failed 2 times in a row, last run 3'],
    ],
    ['a single failure', [run(3, 'failed', 5, 4), run(2, 'succeeded', 15, 14)], {}, []],
    [
      'a slow run',
      [run(9, 'running', 41), ...habit],
      {},
      ['slow: Run 9 has been running for 41 minutes; median 10 minutes'],
    ],
    [
      'a run that was slow',
      [run(9, 'succeeded', 60, 35), ...habit],
      {},
      ['slow: Run 9 took 25 minutes; median 10 minutes'],
    ],
    ['a usual run', [run(9, 'running', 14), ...habit], {}, []],
    ['no habit', [run(9, 'running', 400), ...habit.slice(1)], {}, []],
  ])('judges %s', (_, runs, more, expected) => {
    expect(faultsOf(runs, more)).toEqual(expected);
  });
});
