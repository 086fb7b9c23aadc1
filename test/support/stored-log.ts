import { queryOf } from './host-with-platform.ts';
import type { Received } from './platform.ts';

/** A line as the platform stores it. */
export interface StoredLine {
  readonly id: number;
  readonly createdAt: string;
  readonly level: string;
  readonly message: string;
}

const START = Date.parse('2026-03-04T15:00:00Z');

/** A line written so many seconds into the run. */
export function storedLine(id: number, message: string, seconds = id, level = 'info'): StoredLine {
  return { id, createdAt: new Date(START + seconds * 1000).toISOString(), level, message };
}

/** Serves a log as Civis does: by arrival behind `last_id`, by time without it, up to `limit`. */
export function respondWithLog(
  lines: () => readonly StoredLine[],
): (received: Received) => readonly StoredLine[] {
  return (received) => {
    const query = queryOf(received);
    const last = query.get('last_id');
    const limit = Number(query.get('limit') ?? 10_000);
    const asked =
      last === null
        ? lines().toSorted((one, other) => (one.createdAt < other.createdAt ? -1 : 1))
        : lines()
            .filter(({ id }) => id > Number(last))
            .sort((one, other) => one.id - other.id);
    return asked.slice(0, limit);
  };
}
