import type { Progress } from '../operation.ts';
import type { WorkflowContext } from './workflow.ts';

/** Between two words about the same transfer. */
const REPORT_EVERY_MS = 500;

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size in words: `12.3 MB`. */
export function sizeInWords(bytes: number): string {
  const unit = unitOf(bytes);
  return `${inUnit(bytes, unit)} ${UNITS[unit]}`;
}

/** Tells the host how many bytes of a transfer are through, now and then: `12.3 of 50 MB sent`. */
export function reportBytes(context: WorkflowContext, total: number | undefined, verb: 'sent' | 'read') {
  let nextAt = 0;
  let furthest = -1;
  return (done: number): void => {
    const now = context.clock.now();
    // A part that is sent again takes the count back; the host is told of what is new alone.
    if (done <= furthest || (now < nextAt && done !== total)) return;
    furthest = done;
    nextAt = now + REPORT_EVERY_MS;
    context.report(progressOf(done, total, verb));
  };
}

function progressOf(done: number, total: number | undefined, verb: string): Progress {
  if (total === undefined) return { done, message: `${sizeInWords(done)} ${verb}` };
  const unit = unitOf(total);
  return { done, total, message: `${inUnit(done, unit)} of ${inUnit(total, unit)} ${UNITS[unit]} ${verb}` };
}

function unitOf(bytes: number): number {
  let unit = 0;
  while (bytes >= 1000 ** (unit + 1) && unit < UNITS.length - 1) unit += 1;
  return unit;
}

function inUnit(bytes: number, unit: number): string {
  return String(Math.round((bytes / 1000 ** unit) * 10) / 10);
}
