import { quoteFirstLine } from '../quote-text.ts';
import type { LogLine } from './log-lines.ts';

/** Maximum number of lines quoted that only the failed run's log has. */
const MAX_NEW_LINES = 3;
/** Maximum length of a quoted line. */
const MAX_LINE_CHARS = 200;

/**
 * How the log of a failed run differs from the log of a successful one, in sentences. Counts, times and ids
 * differ from run to run, so lines that differ only in their digits are aligned; but a line is said to be in
 * a log only if it is there word for word. Lines that the caller shows already are not quoted again.
 */
export function compareLogs(
  failed: readonly LogLine[],
  good: readonly LogLine[],
  shown: ReadonlySet<string> = new Set(),
): string[] {
  if (failed.length === 0 || good.length === 0) return [];
  const last = lastAlignedPair(failed, good);
  if (last === undefined) return ['The two logs have no lines in common.'];
  const inFailed = new Set(failed.map(({ message }) => message));
  const inGood = new Set(good.map(maskNumbers));
  const next = good.slice(last.position + 1).find(({ message }) => !inFailed.has(message));
  const fresh = failed.filter((line) => !inGood.has(maskNumbers(line)) && !shown.has(line.message));
  return [
    ...(next === undefined ? [] : [describeEnd(last, next)]),
    ...(fresh.length === 0 ? [] : [describeFresh(fresh)]),
  ];
}

/** A line of the failed run's log, and the line of the successful run's log that it corresponds to. */
interface AlignedPair {
  readonly failed: LogLine;
  readonly good: LogLine;
  /** Of the line in the successful run's log. */
  readonly position: number;
}

/** The pair that is furthest down the successful run's log. */
function lastAlignedPair(failed: readonly LogLine[], good: readonly LogLine[]): AlignedPair | undefined {
  const [exact, masked] = [alignerOf(good, messageOf), alignerOf(good, maskNumbers)];
  let last: AlignedPair | undefined;
  for (const line of failed) {
    const [same, alike] = [exact(line), masked(line)];
    const position = same ?? alike;
    const counterpart = position === undefined ? undefined : good[position];
    if (position === undefined || counterpart === undefined) continue;
    const isFurther = last === undefined || position > last.position;
    if (isFurther || (position === last?.position && same !== undefined))
      last = { failed: line, good: counterpart, position };
  }
  return last;
}

/**
 * Finds the position in a log that corresponds to each line of another, which are given in order: a line that
 * comes for the third time corresponds to the third one of its key.
 */
function alignerOf(
  log: readonly LogLine[],
  keyOf: (line: LogLine) => string,
): (line: LogLine) => number | undefined {
  const positions = new Map<string, number[]>();
  for (const [position, line] of log.entries()) {
    const key = keyOf(line);
    const known = positions.get(key);
    if (known === undefined) positions.set(key, [position]);
    else known.push(position);
  }
  const seen = new Map<string, number>();
  return (line) => {
    const key = keyOf(line);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return positions.get(key)?.[before];
  };
}

function describeEnd({ failed, good }: AlignedPair, next: LogLine): string {
  const continues = `only the log of the successful run continues, with ${quoteLine(next)}.`;
  return failed.message === good.message
    ? `Both logs reach ${quoteLine(failed)}; ${continues}`
    : `The log of the failed run reaches ${quoteLine(failed)}, where the successful run has ${quoteLine(good)}; ${continues}`;
}

function describeFresh(fresh: readonly LogLine[]): string {
  const quoted = fresh.slice(0, MAX_NEW_LINES).map(quoteLine).join(', ');
  const more = fresh.length - MAX_NEW_LINES;
  const rest = more > 0 ? ` and ${more} more ${more === 1 ? 'line' : 'lines'}` : '';
  return `Only the log of the failed run contains ${quoted}${rest}.`;
}

function messageOf({ message }: LogLine): string {
  return message;
}

function maskNumbers({ message }: LogLine): string {
  return message.replace(/\d+/g, '#');
}

function quoteLine({ message }: LogLine): string {
  return quoteFirstLine(message, MAX_LINE_CHARS);
}
