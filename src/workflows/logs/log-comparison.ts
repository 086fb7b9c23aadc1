import { quoteFirstLine } from '../quote-text.ts';
import type { LogLine } from './log-lines.ts';

/** Maximum number of lines quoted that only the failed run's log has. */
const MAX_NEW_LINES = 3;
/** Maximum length of a quoted line. */
const MAX_LINE_CHARS = 200;

/** How the log of a failed run differs from the log of a successful one, in sentences. */
export function compareLogs(failed: readonly LogLine[], good: readonly LogLine[]): string[] {
  if (failed.length === 0 || good.length === 0) return [];
  const inFailed = new Set(failed.map(maskNumbers));
  const inGood = new Map(good.map((line, position) => [maskNumbers(line), position]));
  const says: string[] = [];

  const lastShared = Math.max(-1, ...failed.map((line) => inGood.get(maskNumbers(line)) ?? -1));
  const shared = good[lastShared];
  const next = good.slice(lastShared + 1).find((line) => !inFailed.has(maskNumbers(line)));
  if (shared === undefined) says.push('The two logs have no lines in common.');
  else if (next !== undefined) {
    says.push(
      `Both logs reach ${quoteLine(shared)}; only the log of the successful run continues, with ${quoteLine(next)}.`,
    );
  }
  const fresh = failed.filter((line) => !inGood.has(maskNumbers(line)));
  if (fresh.length > 0 && shared !== undefined) {
    const shown = fresh.slice(0, MAX_NEW_LINES).map(quoteLine).join(', ');
    const more = fresh.length > MAX_NEW_LINES ? ` and ${fresh.length - MAX_NEW_LINES} more lines` : '';
    says.push(`Only the log of the failed run contains ${shown}${more}.`);
  }
  return says;
}

/** Counts, times and ids differ from run to run, so lines are compared without their numbers. */
function maskNumbers({ message }: LogLine): string {
  return message.replace(/\d+/g, '#');
}

function quoteLine({ message }: LogLine): string {
  return quoteFirstLine(message, MAX_LINE_CHARS);
}
