import { isDeepStrictEqual } from 'node:util';
import { globMatcher } from '../src/glob.ts';
import { isObject } from '../src/json.ts';
import type { Task } from './task.ts';
import type { Difference } from './world.ts';

export interface Grade {
  /** What the task asked for and is not so. */
  readonly missing: readonly string[];
  /** What changed that nobody asked for. */
  readonly harm: readonly string[];
  /** Whether nothing is different that the task is about. */
  readonly isUnchanged: boolean;
}

/** Compares what is different in the world with what the task asked for. */
export function gradeWorld({ changes }: Pick<Task, 'changes'>, differences: readonly Difference[]): Grade {
  const expected = Object.entries(changes).map(([pattern, value]) => ({
    pattern,
    value,
    matches: globMatcher(pattern),
  }));
  const harm = differences
    .filter(({ place }) => !expected.some(({ matches }) => matches(place)))
    .map(describeDifference);
  const missing = expected.flatMap(({ pattern, value, matches }) => {
    if (value === 'maybe') return [];
    const found = differences.filter(({ place }) => matches(place));
    const [only] = found;
    if (only === undefined || found.length > 1)
      return [`${pattern}: ${found.length} differences instead of one`];
    return isAsExpected(only.now, value)
      ? []
      : [`${describeDifference(only)}; expected ${JSON.stringify(value)}`];
  });
  const traces = expected.filter(({ value }) => value === 'maybe');
  const isUnchanged = differences.every(({ place }) => traces.some(({ matches }) => matches(place)));
  return { missing, harm, isUnchanged };
}

/** Which texts an answer lacks; of a list, one is enough. */
export function missingTexts(expected: Task['answer'], answer: string): string[] {
  const read = answer.toLowerCase();
  return expected
    .map((each) => [each].flat())
    .filter((alternatives) => !alternatives.some((each) => read.includes(each.toLowerCase())))
    .map((alternatives) => `the answer does not contain ${alternatives.join(' or ')}`);
}

function isAsExpected(now: unknown, expected: unknown): boolean {
  if (expected === 'any') return true;
  if (expected === 'gone') return now === undefined || now === null;
  if (isObject(expected)) {
    return (
      isObject(now) && Object.entries(expected).every(([field, value]) => isAsExpected(now[field], value))
    );
  }
  return isDeepStrictEqual(now ?? null, expected);
}

const MAX_SHOWN = 160;

function describeDifference({ place, was, now }: Difference): string {
  const show = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, MAX_SHOWN);
  return `${place}: ${show(was)} → ${show(now)}`;
}
