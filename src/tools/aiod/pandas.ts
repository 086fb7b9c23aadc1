import { isObject } from '../../json.ts';

/** What `pandas.DataFrame(**table)` takes. */
export interface Table {
  readonly columns: readonly string[];
  readonly index: readonly number[];
  readonly data: readonly (readonly unknown[])[];
}

/** Records as a table: a column for each key that occurs, in the order of first sight; a hole is null. */
export function toTable(value: unknown): Table {
  const rows = (Array.isArray(value) ? value : [value]).map((row) => (isObject(row) ? row : { value: row }));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const data = rows.map((row: Record<string, unknown>) => columns.map((column) => row[column] ?? null));
  return { columns, index: rows.map((_, position) => position), data };
}
