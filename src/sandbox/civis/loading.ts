import { gunzipSync } from 'node:zlib';
import { type CsvFormat, type CsvTable, readCsv } from '../csv.ts';
import type { RunOutcome } from '../records.ts';
import { MAX_OBJECT_BYTES } from '../storage.ts';
import type { Civis } from './platform.ts';
import { type ExistingRows, findTable, nameOf, refusal, type Target } from './tables.ts';

/** A file and the table that it is to go into. */
export interface Load {
  readonly name: string;
  readonly bytes: Buffer | null;
  readonly target: Target;
  readonly format: CsvFormat;
  readonly existingRows: ExistingRows;
  readonly maxErrors: number;
}

/** What reading a file came to: how the run goes on, and the rows to put into the table. */
export interface Loaded extends RunOutcome {
  readonly table: CsvTable | null;
}

/** Bad rows that a log names. */
const NAMED_ROWS = 10;

const DELIMITERS: Readonly<Record<string, string>> = { comma: ',', tab: '\t', pipe: '|' };

/** How a file is written, as the platform's parameters say it. */
export function formatOf(said: Readonly<Record<string, unknown>>): CsvFormat {
  const { column_delimiter: delimiter, first_row_is_header: hasHeader, escaped } = said;
  return {
    delimiter: DELIMITERS[String(delimiter)] ?? null,
    hasHeader: typeof hasHeader === 'boolean' ? hasHeader : null,
    backslash: escaped === true,
  };
}

/** Reads a file against the table that it is to go into; changes nothing. */
export function readLoad(civis: Civis, load: Load): Loaded {
  const { name, target, existingRows, maxErrors } = load;
  const steps = [`Reading ${name}`];
  const failed = (error: string): Loaded => ({ steps, error, table: null });
  const text = textOf(load.bytes);
  if (typeof text !== 'string') return failed(text.fault);
  const existing = findTable(civis, target);
  const isKept = existing !== undefined && (existingRows === 'append' || existingRows === 'truncate');
  const table = readCsv(text, load.format, isKept ? existing.columns : []);
  if (table.columns.length === 0) return failed(`${name} holds no rows`);
  const columns = table.columns.map((column) => `${column.name} ${column.type}`);
  steps.push(`Found ${table.rowCount + table.badRows.length} rows with the columns ${columns.join(', ')}`);
  steps.push(...table.badRows.slice(0, NAMED_ROWS).map(({ line, problem }) => `Row ${line}: ${problem}`));
  const [first] = table.badRows;
  if (first !== undefined && table.badRows.length > maxErrors) {
    return failed(
      `${table.badRows.length} bad rows, ${maxErrors} allowed; the first is row ${first.line}: ${first.problem}`,
    );
  }
  const refused = refusal(existing, table.columns, existingRows);
  if (refused !== null) return failed(refused);
  steps.push(`Loading ${table.rowCount} rows into ${nameOf(target)}`);
  return { steps, error: null, table };
}

function textOf(bytes: Buffer | null): string | { readonly fault: string } {
  if (bytes === null) return { fault: 'No file was uploaded: send it to the upload address before the run' };
  if (bytes.length === 0) return { fault: 'The uploaded file is empty' };
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('utf8');
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_OBJECT_BYTES }).toString('utf8');
  } catch {
    return { fault: 'The file is no valid gzip archive, or too large when unpacked' };
  }
}
