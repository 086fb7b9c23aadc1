import { expect, test } from 'vitest';
import { logLines } from '../../../src/sandbox/civis/run-logs.ts';

const START = Date.parse('2026-03-04T15:00:00Z');
const END = START + 3_000;
const MINUTE = 60_000;
const job = { type: 'JobTypes::SqlRunner' };
const runOf = (error: string | null, finished: number | null = END) => ({
  id: 12,
  started_at: new Date(START).toISOString(),
  finished_at: finished === null ? null : new Date(finished).toISOString(),
  error: finished === null ? null : error,
  plan: { finish_at: END, error },
});

const whole = logLines(job, runOf(null), END + MINUTE, 1);

test('a log grows while its run works, and on for a while after it', () => {
  const sizes = [START, START + 1_000, START + 2_000].map(
    (now) => logLines(job, runOf(null, null), now, 1).length,
  );
  expect(sizes[0]).toBeLessThan(sizes[2] ?? 0);
  expect(logLines(job, runOf(null), END, 1).length).toBeLessThan(whole.length);
  expect(logLines(job, runOf(null), END + MINUTE * 60, 1)).toEqual(whole);
});

test('lines come out of order, and following by the last id misses none', () => {
  const moments = whole.map(({ created_at }) => created_at);
  expect(moments).not.toEqual([...moments].sort());
  const seen: number[] = [];
  for (let now = START; now <= END + MINUTE; now += 250) {
    const lines = logLines(job, runOf(null, now < END ? null : END), now, 1);
    seen.push(...lines.filter(({ id }) => id > (seen.at(-1) ?? 0)).map(({ id }) => id));
  }
  expect(seen).toEqual(whole.map(({ id }) => id));
});

test('the log of a failed run tells its error, and not that it is done', () => {
  const lines = logLines(job, runOf('no such column'), END + MINUTE, 1);
  expect(lines.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
    'no such column',
  ]);
  expect(lines.map(({ message }) => message)).not.toContain('Done');
});

test('a cancelled run writes nothing after its end', () => {
  const cancelled = logLines(job, runOf(null, START + 1_000), END + MINUTE, 1);
  expect(cancelled.length).toBeLessThan(whole.length);
  expect(cancelled.length).toBeGreaterThan(0);
});

test('a run that waits has no log', () => {
  expect(logLines(job, { ...runOf(null, null), started_at: null }, END, 1)).toEqual([]);
});
