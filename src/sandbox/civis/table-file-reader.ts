import { gunzipSync } from 'node:zlib';
import { type CsvFormat, readCsv } from '../csv/csv-reader.ts';
import { MAX_OBJECT_BYTES } from '../object-store/object-store.ts';
import type { RunOutcome } from '../state/entities.ts';
import type { CivisPlatform } from './civis-platform.ts';
import {
  type ExistingRows,
  findTable,
  type LoadedRows,
  loadConflict,
  qualifiedName,
  type TableReference,
} from './database-tables.ts';

/** A file and the table that it is loaded into. */
export interface TableFile {
  readonly name: string;
  readonly bytes: Buffer | null;
  readonly target: TableReference;
  readonly format: CsvFormat;
  readonly existingRows: ExistingRows;
  readonly maxErrors: number;
}

/** Outcome of reading a file: the error or log lines of the run, and the table to load. */
export interface TableFileContents extends RunOutcome {
  readonly table: LoadedRows | null;
}

/** Most bad rows that a log lists. */
const MAX_LOGGED_BAD_ROWS = 10;

const DELIMITERS: Readonly<Record<string, string>> = { comma: ',', tab: '\t', pipe: '|' };

/** The CSV format that the platform's parameters declare. */
export function csvFormatOf(parameters: Readonly<Record<string, unknown>>): CsvFormat {
  const { column_delimiter: delimiter, first_row_is_header: hasHeader, escaped } = parameters;
  return {
    delimiter: DELIMITERS[String(delimiter)] ?? null,
    hasHeader: typeof hasHeader === 'boolean' ? hasHeader : null,
    backslash: escaped === true,
  };
}

/** Reads a file and validates it against its target table; changes nothing. */
export function readTableFile(civis: CivisPlatform, file: TableFile): TableFileContents {
  const { name, target, existingRows, maxErrors } = file;
  const steps = [`Reading ${name}`];
  const failed = (error: string): TableFileContents => ({ steps, error, table: null });
  const text = unpackText(file.bytes);
  if (typeof text !== 'string') return failed(text.error);
  const existing = findTable(civis, target);
  const keepsTable = existing !== undefined && (existingRows === 'append' || existingRows === 'truncate');
  const table = readCsv(text, file.format, keepsTable ? existing.columns : []);
  if (table.columns.length === 0) return failed(`${name} has no rows`);
  const columns = table.columns.map((column) => `${column.name} ${column.type}`);
  steps.push(`Found ${table.rows.length + table.badRows.length} rows with the columns ${columns.join(', ')}`);
  steps.push(
    ...table.badRows.slice(0, MAX_LOGGED_BAD_ROWS).map(({ line, problem }) => `Row ${line}: ${problem}`),
  );
  const [first] = table.badRows;
  if (first !== undefined && table.badRows.length > maxErrors) {
    return failed(
      `Bad rows: ${table.badRows.length}; max_errors: ${maxErrors}. The first is row ${first.line}: ${first.problem}`,
    );
  }
  const conflict = loadConflict(existing, table.columns, existingRows);
  if (conflict !== null) return failed(conflict);
  steps.push(`Loading ${table.rows.length} rows into ${qualifiedName(target)}`);
  return { steps, error: null, table };
}

function unpackText(bytes: Buffer | null): string | { readonly error: string } {
  if (bytes === null) return { error: 'No file was uploaded. Upload it to upload_uri before the run' };
  if (bytes.length === 0) return { error: 'The uploaded file is empty' };
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('utf8');
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_OBJECT_BYTES }).toString('utf8');
  } catch {
    return { error: 'The file is not a valid gzip archive, or is too large when decompressed' };
  }
}
