import type { LogLine } from './log-lines.ts';
import { quote } from './quoting.ts';

/** Lines that stand only in the failed run's log which are told. */
const MOST_NEW = 3;
/** Characters of a line that are quoted. */
const LONGEST = 200;

/** How the log of a run that failed differs from that of one that went well, in sentences. */
export function compareLogs(failed: readonly LogLine[], good: readonly LogLine[]): string[] {
  if (failed.length === 0 || good.length === 0) return [];
  const inFailed = new Set(failed.map(gist));
  const inGood = new Map(good.map((line, position) => [gist(line), position]));
  const says: string[] = [];

  const lastShared = Math.max(-1, ...failed.map((line) => inGood.get(gist(line)) ?? -1));
  const shared = good[lastShared];
  const next = good.slice(lastShared + 1).find((line) => !inFailed.has(gist(line)));
  if (shared === undefined) says.push('The two logs have no line in common.');
  else if (next !== undefined) {
    says.push(`Both logs reach ${say(shared)}; only the good run goes on, with ${say(next)}.`);
  }
  const fresh = failed.filter((line) => !inGood.has(gist(line)));
  if (fresh.length > 0 && shared !== undefined) {
    const shown = fresh.slice(0, MOST_NEW).map(say).join(', ');
    const more = fresh.length > MOST_NEW ? ` and ${fresh.length - MOST_NEW} more lines` : '';
    says.push(`Only the failed run says ${shown}${more}.`);
  }
  return says;
}

/** What a line says, whatever its numbers: counts, times and ids differ from run to run. */
function gist({ message }: LogLine): string {
  return message.replace(/\d+/g, '#');
}

function say({ message }: LogLine): string {
  return quote(message, LONGEST);
}
