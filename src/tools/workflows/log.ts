import { CallError } from '../../errors.ts';
import { isObject } from '../wire.ts';
import { KINDS } from './kinds.ts';
import { type LogLine, toPlainText } from './log-lines.ts';
import type { WaitedFor } from './waiting.ts';
import type { WorkflowContext } from './workflow.ts';

/** Lines that Civis gives at once, and pages that one call reads. */
const PAGE_LINES = 10_000;
const MOST_PAGES = 20;
/** By how much a page is made smaller that is too large to be read, and how small it may become. */
const SHRINKING = 10;
const FEWEST_LINES = 10;
/** Lines, and characters of them, that are kept of a log that is longer. */
const MOST_LINES = 50_000;
const MOST_CHARS = 20_000_000;

/** Stands for a page that is larger than any answer may be. */
const TOO_LARGE = Symbol('too large');

/** What was read of a log. */
export interface LogPart {
  /** In the order of what happened. */
  readonly lines: readonly LogLine[];
  /** The last line that arrived, of those that were read. */
  readonly lastId: number;
  /** Whether the log goes on behind it. */
  readonly unread: boolean;
  /** Whether lines before the first one were let go. */
  readonly dropped: boolean;
}

export interface LogRange {
  /** Only lines that arrived after this one. */
  readonly sinceId?: number;
  /** What is kept of a log that is too long: its end, or its beginning and where to go on. */
  readonly keep?: 'first' | 'last';
}

/**
 * A run's log or a part of it. Lines arrive late and out of order, so pages are merged by id, which is the
 * order of their arrival, and sorted by time.
 */
export async function readLogPart(
  context: WorkflowContext,
  { kind, id, runId }: WaitedFor,
  { sinceId = 0, keep = 'last' }: LogRange = {},
): Promise<LogPart> {
  const { logs, runId: runIdName } = KINDS[kind];
  const kept = new Map<number, LogLine>();
  let chars = 0;
  let lastId = sinceId;
  let dropped = false;
  const isFull = () => kept.size > MOST_LINES || chars > MOST_CHARS;
  const part = (unread: boolean): LogPart => ({ lines: inOrder(kept.values()), lastId, unread, dropped });

  let limit = PAGE_LINES;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const args = { id, [runIdName]: runId, last_id: lastId, limit };
    const value = await context.callOperation(logs, args).then(
      (outcome) => outcome.value,
      (cause: unknown) => {
        if (limit > FEWEST_LINES && cause instanceof CallError && cause.kind === 'too_large')
          return TOO_LARGE;
        throw cause;
      },
    );
    if (value === TOO_LARGE) {
      limit = Math.max(FEWEST_LINES, Math.floor(limit / SHRINKING));
      continue;
    }
    const read = (Array.isArray(value) ? value : []).map(toLine).filter((line) => line !== undefined);
    const before = lastId;
    for (const line of read.sort((one, other) => one.id - other.id)) {
      if (kept.has(line.id)) continue;
      kept.set(line.id, line);
      chars += line.message.length;
      lastId = Math.max(lastId, line.id);
      if (keep === 'first' && isFull()) return part(true);
    }
    for (const [oldest, { message }] of kept) {
      if (!isFull()) break;
      kept.delete(oldest);
      chars -= message.length;
      dropped = true;
    }
    // A page that brings nothing further would be brought again for ever.
    if (read.length < limit || lastId === before) return part(false);
  }
  return part(true);
}

/** The lines of a run's log, its last ones where it is too long to be kept as a whole. */
export async function readLog(context: WorkflowContext, run: WaitedFor): Promise<readonly LogLine[]> {
  return (await readLogPart(context, run)).lines;
}

function inOrder(lines: Iterable<LogLine>): LogLine[] {
  return [...lines].sort((one, other) => compare(one.at, other.at) || one.id - other.id);
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function toLine(value: unknown): LogLine | undefined {
  if (!isObject(value) || typeof value['id'] !== 'number') return undefined;
  const { id, created_at, level, message } = value;
  return { id, at: String(created_at ?? ''), level: String(level ?? ''), message: toPlainText(message) };
}
