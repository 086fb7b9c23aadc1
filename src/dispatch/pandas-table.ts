import { isObject } from '../json.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import type { Outcome } from '../tools/outcome.ts';

/** What `pandas.DataFrame(**table)` takes. */
export interface PandasTable {
  readonly columns: readonly string[];
  readonly index: readonly number[];
  readonly data: readonly (readonly unknown[])[];
}

/** The outcome as a table where the operation has a `data_format` and the call asks for `pandas`. */
export function inDataFormat({ params }: Operation, args: Arguments, outcome: Outcome): Outcome {
  const asked = params.some(({ name, in: location }) => name === 'data_format' && location === 'client');
  if (!asked || args['data_format'] !== 'pandas') return outcome;
  return { ...outcome, value: toPandasTable(outcome.value) };
}

/** Records as a table: a column for each key that occurs, in the order of first sight; a hole is null. */
export function toPandasTable(value: unknown): PandasTable {
  const rows = (Array.isArray(value) ? value : [value]).map((row) => (isObject(row) ? row : { value: row }));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const data = rows.map((row: Record<string, unknown>) => columns.map((column) => row[column] ?? null));
  return { columns, index: rows.map((_, position) => position), data };
}
