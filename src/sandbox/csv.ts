import { parse } from 'csv-parse/sync';
import { type Column, fits, isTyped, typeOf } from './column-types.ts';

/** A row with a mistake: where it is in the file, and what is wrong with it. */
export interface BadRow {
  readonly line: number;
  readonly fault: string;
}

export interface CsvTable {
  readonly columns: readonly Column[];
  /** Rows without a mistake. */
  readonly rowCount: number;
  readonly bad: readonly BadRow[];
}

/** What was said of a file; null leaves it to be found out. */
export interface CsvFormat {
  readonly delimiter: string | null;
  readonly hasHeader: boolean | null;
  /** Whether quotes within quotes are escaped by a backslash rather than doubled. */
  readonly backslash: boolean;
}

interface Line {
  readonly values: readonly string[];
  readonly number: number;
}

/** Rows that the types of the columns are inferred from. */
const SAMPLE = 1_000;

/**
 * Reads a table. Columns have the types that most of their values fit, unless the table that they go into
 * says otherwise; a value that does not fit makes its row a bad one.
 */
export function readCsv(text: string, format: CsvFormat, known: readonly Column[] = []): CsvTable {
  const { lines, bad } = readLines(text, format);
  const [first] = lines;
  if (first === undefined) return { columns: known, rowCount: 0, bad };
  const isHeader = format.hasHeader ?? looksLikeHeader(first.values, known);
  const data = isHeader ? lines.slice(1) : lines;
  const columns = columnsOf(isHeader ? first.values : null, data, known);
  const misfits = data.flatMap(({ values, number }) => {
    const fault = faultOf(values, columns);
    return fault === null ? [] : [{ line: number, fault }];
  });
  const all = [...bad, ...misfits].sort((one, other) => one.line - other.line);
  return { columns, rowCount: data.length - misfits.length, bad: all };
}

function readLines(text: string, { delimiter, backslash }: CsvFormat): { lines: Line[]; bad: BadRow[] } {
  const lines: Line[] = [];
  const bad: BadRow[] = [];
  parse(text, {
    bom: true,
    delimiter: delimiter ?? likelyDelimiter(text),
    escape: backslash ? '\\' : '"',
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      bad.push({ line: Number(error?.['lines'] ?? 0), fault: 'a quoted value is not closed properly' });
      return undefined;
    },
    // Null keeps the parser from collecting the records itself.
    on_record: (record: string[], { lines: number }) => {
      lines.push({ values: record, number });
      return null;
    },
  });
  return { lines, bad };
}

/** The one that stands most often in the first line. */
function likelyDelimiter(text: string): string {
  const [line = ''] = text.split(/\r?\n/, 1);
  const count = (delimiter: string) => line.split(delimiter).length;
  return [',', '\t', '|'].reduce((best, other) => (count(other) > count(best) ? other : best));
}

function looksLikeHeader(values: readonly string[], known: readonly Column[]): boolean {
  const names = new Set(known.map(({ name }) => name));
  if (values.some((value) => names.has(nameOf(value)))) return true;
  return values.every((value) => value !== '' && fits('text', value) && !isTyped(value));
}

function columnsOf(
  header: readonly string[] | null,
  data: readonly Line[],
  known: readonly Column[],
): Column[] {
  const sample = data.slice(0, SAMPLE);
  const names =
    header?.map(nameOf) ??
    Array.from(sample[0]?.values ?? [], (_, at) => known[at]?.name ?? `column_${at + 1}`);
  return names.map((name, at) => ({
    name,
    type:
      known.find((column) => column.name === name)?.type ??
      typeOf(sample.map(({ values }) => values[at] ?? '')),
  }));
}

/** Column names are plain words in the database. */
function nameOf(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_');
}

/** What is wrong with a row; null where all of it fits. */
function faultOf(values: readonly string[], columns: readonly Column[]): string | null {
  if (values.length !== columns.length) return `has ${values.length} values for ${columns.length} columns`;
  const wrong = columns.find(({ type }, at) => values[at] !== '' && !fits(type, values[at] ?? ''));
  if (wrong === undefined) return null;
  const value = values[columns.indexOf(wrong)] ?? '';
  return `column ${wrong.name}: ${JSON.stringify(value.slice(0, 40))} is no ${wrong.type}`;
}
