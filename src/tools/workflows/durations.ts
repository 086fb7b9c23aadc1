import type { Run } from './kinds.ts';

/** Seconds that a run worked, where the platform says when. */
export function secondsOf({ started_at: from, finished_at: to }: Run): number | undefined {
  const milliseconds = Date.parse(to ?? '') - Date.parse(from ?? '');
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, Math.round(milliseconds / 1000));
}

/** `45 seconds`, `3 minutes`, `2 hours 5 minutes`. */
export function inWords(seconds: number): string {
  if (seconds < 120) return count(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return count(minutes, 'minute');
  const rest = minutes % 60;
  const hours = count(Math.floor(minutes / 60), 'hour');
  return rest === 0 ? hours : `${hours} ${count(rest, 'minute')}`;
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
