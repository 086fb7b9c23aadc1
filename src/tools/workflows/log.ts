import { isObject } from '../wire.ts';
import { KINDS } from './kinds.ts';
import type { WaitedFor } from './waiting.ts';
import type { Desk } from './workflow.ts';

/** Lines that Civis gives at once, and pages that one call reads: beyond them the oldest are let go. */
const PAGE_LINES = 10_000;
const MOST_PAGES = 20;
/** Lines that are kept of a log that is longer. */
const MOST_LINES = 50_000;

export interface LogLine {
  readonly id: number;
  readonly at: string;
  readonly level: string;
  readonly message: string;
}

/**
 * The log of a run behind the line `sinceId`, in the order of what happened: lines arrive late and out of
 * order, so pages are merged by id and sorted by time.
 */
export async function readLog(desk: Desk, { kind, id, runId }: WaitedFor, sinceId = 0): Promise<LogLine[]> {
  const { logs, runId: runIdName } = KINDS[kind];
  const lines = new Map<number, LogLine>();
  let lastId = sinceId;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { value } = await desk.perform(logs, {
      id,
      [runIdName]: runId,
      last_id: lastId,
      limit: PAGE_LINES,
    });
    const read = (Array.isArray(value) ? value : []).map(toLine).filter((line) => line !== undefined);
    for (const line of read) lines.set(line.id, line);
    for (const oldest of [...lines.keys()].slice(0, Math.max(0, lines.size - MOST_LINES)))
      lines.delete(oldest);
    if (read.length < PAGE_LINES) break;
    lastId = Math.max(lastId, ...read.map((line) => line.id));
  }
  return [...lines.values()].sort((one, other) => one.at.localeCompare(other.at) || one.id - other.id);
}

function toLine(value: unknown): LogLine | undefined {
  if (!isObject(value) || typeof value['id'] !== 'number') return undefined;
  const { id, created_at, level, message } = value;
  return { id, at: String(created_at ?? ''), level: String(level ?? ''), message: String(message ?? '') };
}
