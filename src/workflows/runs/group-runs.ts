import type { Arguments } from '../../tools/operation.ts';
import { truncateText } from '../quote-text.ts';
import type { Run } from '../run-state.ts';
import type { LastRun } from './last-runs.ts';
import { formatLocalTime } from './parse-since.ts';
import { runSeconds } from './run-duration.ts';

/** Maximum length of the error that represents a group. */
const MAX_ERROR_CHARS = 300;
const NEVER_RAN = 'never ran';

/** What runs are counted by. */
export const GROUPINGS = {
  state: ({ run }: LastRun) => run?.state ?? NEVER_RAN,
  kind: ({ kind }: LastRun) => kind,
  owner: ({ owner }: LastRun) => owner,
  day: ({ run, timestamp }: LastRun) =>
    run === undefined ? NEVER_RAN : formatLocalTime(timestamp).slice(0, 10),
} satisfies Readonly<Record<string, (each: LastRun) => string>>;

export type Grouping = keyof typeof GROUPINGS;

/** Counts by a key: days with the newest first, all others with the largest first. */
export function countBy(found: readonly LastRun[], grouping: Grouping): Arguments[] {
  const counts = new Map<string, number>();
  for (const each of found) {
    const value = GROUPINGS[grouping](each);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((one, other) =>
      grouping === 'day' ? other.value.localeCompare(one.value) : other.count - one.count,
    );
}

/** Those that never ran, then the others, the longest ago first. */
export function groupByAge(found: readonly LastRun[], before: number): Arguments[] {
  const never = found.filter(({ run }) => run === undefined);
  const ran = found.filter(({ run }) => run !== undefined);
  return [
    { value: NEVER_RAN, count: never.length, runs: never.map(describeRun) },
    { value: `last ran before ${formatLocalTime(before)}`, count: ran.length, runs: ran.map(describeRun) },
  ].filter(({ count }) => count > 0);
}

function describeRun({ id, name, run, when }: LastRun): Arguments {
  return { id, name, run_id: run?.id, when, seconds: run && runSeconds(run) };
}

/** Groups runs whose error messages differ only in numbers; the newest run of a group comes first. */
export function groupByError(found: readonly LastRun[]): Arguments[] {
  const groups = new Map<string, LastRun[]>();
  for (const each of found) {
    const gist = (each.run?.error ?? '').replace(/\d+/g, '#').trim();
    const alike = groups.get(gist);
    if (alike === undefined) groups.set(gist, [each]);
    else alike.push(each);
  }
  return [...groups.values()].map((alike) => {
    const error = shortError(alike[0]?.run);
    const runs = alike.map((each) => {
      const own = shortError(each.run);
      return { ...describeRun(each), ...(own !== error && { error: own }) };
    });
    return { error, count: alike.length, runs };
  });
}

function shortError(run: Run | undefined): string | undefined {
  return run?.error ? truncateText(run.error, MAX_ERROR_CHARS) : undefined;
}
