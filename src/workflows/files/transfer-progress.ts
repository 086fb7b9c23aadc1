import type { Progress } from '../../tools/outcome.ts';
import type { WorkflowContext } from '../workflow.ts';

/** Minimum time between two reports about the same transfer. */
const REPORT_INTERVAL_MS = 500;

interface ByteUnit {
  readonly name: string;
  readonly bytes: number;
}

const BYTE: ByteUnit = { name: 'bytes', bytes: 1 };
const BYTE_UNITS: readonly ByteUnit[] = [
  BYTE,
  { name: 'kB', bytes: 1000 },
  { name: 'MB', bytes: 1000 ** 2 },
  { name: 'GB', bytes: 1000 ** 3 },
  { name: 'TB', bytes: 1000 ** 4 },
];

/** A size with its unit: `12.3 MB`. */
export function formatBytes(bytes: number): string {
  const unit = unitFor(bytes);
  return `${formatInUnit(bytes, unit)} ${unit.name}`;
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
  const unit = unitFor(total);
  return {
    done,
    total,
    message: `${formatInUnit(done, unit)} of ${formatInUnit(total, unit)} ${unit.name} ${verb}`,
  };
}

function unitFor(bytes: number): ByteUnit {
  return BYTE_UNITS.findLast((unit) => bytes >= unit.bytes) ?? BYTE;
}

function formatInUnit(bytes: number, unit: ByteUnit): string {
  return String(Math.round((bytes / unit.bytes) * 10) / 10);
}
