import { stringify } from 'csv-stringify/sync';
import { isObject } from '../json.ts';
import { printableJson, printableLine } from './printable.ts';
import { formatTable, type Screen } from './text-table.ts';

export type Format = 'table' | 'json' | 'csv' | 'ndjson';

type Row = Readonly<Record<string, unknown>>;

/**
 * The result of a tool as text for stdout, with a final line feed. `json` is the whole result; the other formats
 * have a row for each item, or one for a result that is no list.
 */
export function formatResult(value: unknown, format: Format, screen: Screen): string {
  if (format === 'json') return `${printableJson(value)}\n`;
  const rows = rowsOf(value);
  if (format === 'ndjson') return rows.map((row) => `${printableJson(row, 0)}\n`).join('');
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.map((row) => columns.map((column) => cellOf(row[column])));
  if (format === 'csv') return columns.length === 0 ? '' : stringify([columns, ...cells]);
  const [only] = rows;
  // One object with its many fields is read from top to bottom.
  if (only !== undefined && !isList(value)) {
    return formatTable(
      columns.map((column) => [column, printableLine(cellOf(only[column]))]),
      screen,
    );
  }
  return formatTable(
    cells.map((row) => row.map(printableLine)),
    screen,
    columns,
  );
}

/** What a result says beside its rows, a line for each: notices, and the page where there are more. */
export function remarksOn(value: unknown, format: Format): readonly string[] {
  if (format === 'json' || !isObject(value)) return [];
  const notices = Array.isArray(value['notices']) ? value['notices'].map(String) : [];
  const page = isObject(value['page']) ? value['page'] : {};
  const more =
    typeof page['next'] === 'number' ? [`More on the next page: --arg page_num=${page['next']}`] : [];
  return [...notices, ...more].map(printableLine);
}

function isList(value: unknown): value is { readonly items: readonly unknown[] } {
  return isObject(value) && Array.isArray(value['items']);
}

function rowsOf(value: unknown): readonly Row[] {
  const items: readonly unknown[] = isList(value) ? value.items : [value];
  return items.map((item) => {
    if (!isObject(item)) return { value: item };
    const { notices: _, ...row } = item;
    return isList(value) ? item : row;
  });
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
