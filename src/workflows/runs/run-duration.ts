import type { Run } from '../run-state.ts';

/** How long a run took; undefined if the platform does not say when it started or ended. */
export function runSeconds({ started_at: from, finished_at: to }: Run): number | undefined {
  const milliseconds = Date.parse(to ?? '') - Date.parse(from ?? '');
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, Math.round(milliseconds / 1000));
}

/** `45 seconds`, `3 minutes`, `2 hours 5 minutes`. */
export function formatDuration(seconds: number): string {
  if (seconds < 120) return formatCount(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return formatCount(minutes, 'minute');
  const rest = minutes % 60;
  const hours = formatCount(Math.floor(minutes / 60), 'hour');
  return rest === 0 ? hours : `${hours} ${formatCount(rest, 'minute')}`;
}

function formatCount(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
