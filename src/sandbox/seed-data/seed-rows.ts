import { type CivisPlatform, isoTime } from '../civis/civis-platform.ts';
import type { Row } from '../state/table.ts';

const DAY = 24 * 60 * 60_000;

export function timeDaysAgo(civis: CivisPlatform, days: number): string {
  return isoTime(civis.now() - days * DAY);
}

export function createdDaysAgo(
  civis: CivisPlatform,
  days: number,
): { created_at: string; updated_at: string } {
  const moment = timeDaysAgo(civis, days);
  return { created_at: moment, updated_at: moment };
}

/** Adds rows that belong to no other object. */
export function addRows(
  { store }: CivisPlatform,
  collection: string,
  rows: readonly Record<string, unknown>[],
): Row[] {
  const table = store.table(collection);
  return rows.map((row) => table.insert({ ...row, id: table.nextId(), scope: '' }));
}

/** The row of that name in a table of the seed data. */
export function findByName({ store }: CivisPlatform, table: string, name: string): Row {
  const row = store
    .table(table)
    .all()
    .find((each) => each['name'] === name);
  if (row === undefined) throw new Error(`The seed data has no ${name} in ${table}.`);
  return row;
}
