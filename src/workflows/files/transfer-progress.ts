import type { Progress } from '../../tools/outcome.ts';
import type { WorkflowContext } from '../workflow.ts';

/** Minimum time between two reports about the same transfer. */
const REPORT_INTERVAL_MS = 500;

const BYTE_UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size with its unit: `12.3 MB`. */
export function formatBytes(bytes: number): string {
  const unit = unitIndexFor(bytes);
  return `${formatInUnit(bytes, unit)} ${BYTE_UNITS[unit]}`;
}

/** Returns a callback that reports progress to the host from time to time: `12.3 of 50 MB sent`. */
export function createTransferProgress(
  context: WorkflowContext,
  total: number | undefined,
  verb: 'sent' | 'read',
) {
  let nextAt = 0;
  let furthest = -1;
  return (done: number): void => {
    const now = context.clock.now();
    // A part that is sent again lowers the count; only an increase is reported.
    if (done <= furthest || (now < nextAt && done !== total)) return;
    furthest = done;
    nextAt = now + REPORT_INTERVAL_MS;
    context.report(formatProgress(done, total, verb));
  };
}

function formatProgress(done: number, total: number | undefined, verb: string): Progress {
  if (total === undefined) return { done, message: `${formatBytes(done)} ${verb}` };
  const unit = unitIndexFor(total);
  return {
    done,
    total,
    message: `${formatInUnit(done, unit)} of ${formatInUnit(total, unit)} ${BYTE_UNITS[unit]} ${verb}`,
  };
}

function unitIndexFor(bytes: number): number {
  let unit = 0;
  while (bytes >= 1000 ** (unit + 1) && unit < BYTE_UNITS.length - 1) unit += 1;
  return unit;
}

function formatInUnit(bytes: number, unit: number): string {
  return String(Math.round((bytes / 1000 ** unit) * 10) / 10);
}
