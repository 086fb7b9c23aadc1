import { CallError } from '../../errors.ts';
import { isObject, toText } from '../../json.ts';
import { runArguments, runKind } from '../run-kinds.ts';
import type { RunReference } from '../run-state.ts';
import type { WorkflowContext } from '../workflow.ts';
import { type LogLine, toPlainText } from './log-lines.ts';

/** Lines per page, and pages that one call reads. */
const PAGE_SIZE = 10_000;
const MAX_PAGES = 20;
/** A page whose response is too large is requested again with fewer lines, down to the minimum. */
const PAGE_SIZE_DIVISOR = 10;
const MIN_PAGE_SIZE = 10;
/** How much of a log is kept in memory. */
const MAX_KEPT_LINES = 50_000;
const MAX_KEPT_CHARS = 20_000_000;

/** Marks a page whose response exceeds the client's size limit. */
const TOO_LARGE = Symbol('too large');

export interface LogPart {
  /** Sorted by time. */
  readonly lines: readonly LogLine[];
  /** The id of the line that arrived last, of those that were read. */
  readonly lastId: number;
  /** Whether the log continues after that line. */
  readonly hasMore: boolean;
  /** Whether earlier lines were dropped because the log is too long. */
  readonly dropped: boolean;
}

export interface LogRange {
  /** Only lines that arrived after this one. */
  readonly sinceId?: number;
  /** What is kept of a log that is too long: its end, or its beginning. */
  readonly keep?: 'first' | 'last';
}

/**
 * A run's log or a part of it. Lines arrive late and out of order, so pages are merged by id, which is the
 * order of their arrival, and sorted by time.
 */
export async function fetchLogPart(
  context: WorkflowContext,
  { kind, id, runId }: RunReference,
  { sinceId = 0, keep = 'last' }: LogRange = {},
): Promise<LogPart> {
  const { listLogs } = runKind(kind);
  const kept = new Map<number, LogLine>();
  let chars = 0;
  let lastId = sinceId;
  let dropped = false;
  const isFull = () => kept.size > MAX_KEPT_LINES || chars > MAX_KEPT_CHARS;
  const part = (hasMore: boolean): LogPart => ({
    lines: sortByTime(kept.values()),
    lastId,
    hasMore,
    dropped,
  });

  if (listLogs === null) return part(false);
  if (kind === 'notebook') {
    const { value } = await context.callOperation(listLogs, { id, deployment_id: runId, limit: PAGE_SIZE });
    return numberLines(Array.isArray(value) ? value : [], sinceId);
  }
  let limit = PAGE_SIZE;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const args = { ...runArguments(kind, id, runId), last_id: lastId, limit };
    const value = await context.callOperation(listLogs, args).then(
      (outcome) => outcome.value,
      (cause: unknown) => {
        if (limit > MIN_PAGE_SIZE && cause instanceof CallError && cause.kind === 'too_large')
          return TOO_LARGE;
        throw cause;
      },
    );
    if (value === TOO_LARGE) {
      limit = Math.max(MIN_PAGE_SIZE, Math.floor(limit / PAGE_SIZE_DIVISOR));
      continue;
    }
    const read = (Array.isArray(value) ? value : []).map(parseLogLine).filter((line) => line !== undefined);
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
    // Without progress the same page would be requested forever.
    if (read.length < limit || lastId === before) return part(false);
  }
  return part(true);
}

/** Lines of a deployment have no ids, and are numbered as they come. */
function numberLines(lines: readonly unknown[], sinceId: number): LogPart {
  const numbered = lines
    .filter(isObject)
    .map((line, position) => parseLogLine({ level: 'info', ...line, id: position + 1 }))
    .filter((line) => line !== undefined);
  const rest = numbered.filter((line) => line.id > sinceId);
  return { lines: rest, lastId: numbered.at(-1)?.id ?? sinceId, hasMore: false, dropped: false };
}

/** The lines of a run's log; of a log that is too long, the last ones. */
export async function fetchLog(context: WorkflowContext, run: RunReference): Promise<readonly LogLine[]> {
  return (await fetchLogPart(context, run)).lines;
}

function sortByTime(lines: Iterable<LogLine>): LogLine[] {
  return [...lines].sort((one, other) => compareText(one.at, other.at) || one.id - other.id);
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function parseLogLine(value: unknown): LogLine | undefined {
  if (!isObject(value) || typeof value['id'] !== 'number') return undefined;
  const { id, created_at, level, message } = value;
  return { id, at: toText(created_at), level: toText(level), message: toPlainText(message) };
}
