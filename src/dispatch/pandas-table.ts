import { isObject } from '../json.ts';
import type { Arguments, Operation } from '../tools/operation.ts';

/** What `pandas.DataFrame(**table)` takes. */
export interface PandasTable {
  readonly columns: readonly string[];
  readonly index: readonly number[];
  readonly data: readonly (readonly unknown[])[];
}

/** Whether the operation has a `data_format` and the call asks for `pandas`. */
export function asksForTable({ params }: Operation, args: Arguments): boolean {
  const isOffered = params.some(({ name, in: location }) => name === 'data_format' && location === 'client');
  return isOffered && args['data_format'] === 'pandas';
}

/** Records as a table: a column for each key that occurs, in the order of first sight; a hole is null. */
export function toPandasTable(value: unknown): PandasTable {
  const rows = (Array.isArray(value) ? value : [value]).map((row) => (isObject(row) ? row : { value: row }));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const data = rows.map((row: Record<string, unknown>) => columns.map((column) => row[column] ?? null));
  return { columns, index: rows.map((_, position) => position), data };
}
