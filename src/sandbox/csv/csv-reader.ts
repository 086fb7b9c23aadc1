import { parse } from 'csv-parse/sync';
import { type Column, fitsType, hasSpecificType, inferColumnType } from './column-types.ts';

/** A row that cannot be loaded: its line in the file, and the reason. */
export interface BadRow {
  readonly line: number;
  readonly problem: string;
}

export interface CsvTable {
  readonly columns: readonly Column[];
  /** The valid rows, in the order of the columns. */
  readonly rows: readonly (readonly string[])[];
  readonly badRows: readonly BadRow[];
}

/** How a file is written, as far as it was declared; null means that it is detected. */
export interface CsvFormat {
  readonly delimiter: string | null;
  readonly hasHeader: boolean | null;
  /** Whether quotes within quotes are escaped by a backslash rather than doubled. */
  readonly backslash: boolean;
}

interface CsvRecord {
  readonly values: readonly string[];
  readonly line: number;
}

/** Rows that the types of the columns are inferred from. */
const TYPE_SAMPLE_ROWS = 1_000;

/**
 * Reads a table. The type of a column is the one that most of its values match, unless the target table
 * already has that column; a value of another type makes its row a bad row.
 */
export function readCsv(text: string, format: CsvFormat, known: readonly Column[] = []): CsvTable {
  const { records, badRows } = parseRecords(text, format);
  const [first] = records;
  if (first === undefined) return { columns: known, rows: [], badRows };
  const isHeader = format.hasHeader ?? looksLikeHeader(first.values, known);
  const data = isHeader ? records.slice(1) : records;
  const columns = inferColumns(isHeader ? first.values : null, data, known);
  const mismatches: BadRow[] = [];
  const rows = data.flatMap(({ values, line }) => {
    const problem = describeRowError(values, columns);
    if (problem === null) return [values];
    mismatches.push({ line, problem });
    return [];
  });
  const allBadRows = [...badRows, ...mismatches].sort((one, other) => one.line - other.line);
  return { columns, rows, badRows: allBadRows };
}

function parseRecords(
  text: string,
  { delimiter, backslash }: CsvFormat,
): { records: CsvRecord[]; badRows: BadRow[] } {
  const records: CsvRecord[] = [];
  const badRows: BadRow[] = [];
  parse(text, {
    bom: true,
    delimiter: delimiter ?? detectDelimiter(text),
    escape: backslash ? '\\' : '"',
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      badRows.push({ line: Number(error?.['lines'] ?? 0), problem: 'a quoted value is not closed' });
      return undefined;
    },
    // Null keeps the parser from collecting the records itself.
    on_record: (record: string[], { lines: line }) => {
      records.push({ values: record, line });
      return null;
    },
  });
  return { records, badRows };
}

/** The most frequent delimiter of the first line. */
function detectDelimiter(text: string): string {
  const [line = ''] = text.split(/\r?\n/, 1);
  const count = (delimiter: string) => line.split(delimiter).length;
  return [',', '\t', '|'].reduce((best, other) => (count(other) > count(best) ? other : best));
}

function looksLikeHeader(values: readonly string[], known: readonly Column[]): boolean {
  const names = new Set(known.map(({ name }) => name));
  if (values.some((value) => names.has(toColumnName(value)))) return true;
  return values.every((value) => value !== '' && !hasSpecificType(value));
}

function inferColumns(
  header: readonly string[] | null,
  data: readonly CsvRecord[],
  known: readonly Column[],
): Column[] {
  const sample = data.slice(0, TYPE_SAMPLE_ROWS);
  const names =
    header?.map(toColumnName) ??
    Array.from(sample[0]?.values ?? [], (_, at) => known[at]?.name ?? `column_${at + 1}`);
  return names.map((name, at) => ({
    name,
    type:
      known.find((column) => column.name === name)?.type ??
      inferColumnType(sample.map(({ values }) => values[at] ?? '')),
  }));
}

/** A column's name as the database takes it. */
function toColumnName(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_');
}

/** Why a row cannot be loaded; null for a valid row. */
function describeRowError(values: readonly string[], columns: readonly Column[]): string | null {
  if (values.length !== columns.length)
    return `it has ${values.length} values, but there are ${columns.length} columns`;
  const wrong = columns.find(({ type }, at) => values[at] !== '' && !fitsType(type, values[at] ?? ''));
  if (wrong === undefined) return null;
  const value = values[columns.indexOf(wrong)] ?? '';
  return `column ${wrong.name}: ${JSON.stringify(value.slice(0, 40))} is not a valid ${wrong.type}`;
}
