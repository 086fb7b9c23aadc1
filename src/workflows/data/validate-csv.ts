import { decodeUtf8 } from '../../decode-utf8.ts';

/** How much of the beginning of a file is checked. */
export const CSV_SAMPLE_BYTES = 64 * 1024;

export const DELIMITERS = { comma: ',', tab: '\t', pipe: '|' } as const;
export type Delimiter = keyof typeof DELIMITERS;

/** What the caller says about the file; absent where it is to be detected. */
export interface CsvOptions {
  readonly delimiter?: Delimiter | undefined;
  readonly hasHeader?: boolean | undefined;
}

/** Rows whose numbers of columns are compared. */
const SAMPLE_ROWS = 5;

const UTF_16_PROBLEM = 'it is encoded in UTF-16; save it as UTF-8';

/** First bytes, in hexadecimal, of files that are not text or not UTF-8. */
const FILE_SIGNATURES: readonly (readonly [bytes: string, says: string])[] = [
  ['1f8b', 'it is compressed with gzip; decompress it first'],
  ['504b0304', 'it is a ZIP archive or an Excel workbook; extract it, or save the sheet as CSV'],
  ['d0cf11e0', 'it is an old Excel workbook; save the sheet as CSV'],
  ['50415231', 'it is a Parquet file; convert it to CSV'],
  ['25504446', 'it is a PDF file'],
  ['fffe', UTF_16_PROBLEM],
  ['feff', UTF_16_PROBLEM],
];

/**
 * Why a file cannot be imported as a table, judged by its first bytes; null if no problem is found.
 * `size` is the size of the whole file, of which `head` may be the beginning only.
 */
export function findCsvProblem(head: Uint8Array, size: number, options: CsvOptions): string | null {
  if (size === 0) return 'it is empty';
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length);
  const known = FILE_SIGNATURES.find(
    ([start]) => bytes.subarray(0, start.length / 2).toString('hex') === start,
  );
  if (known !== undefined) return known[1];
  if (bytes.includes(0)) return looksLikeUtf16(bytes) ? UTF_16_PROBLEM : 'it is not a text file';
  const text = decodeUtf8(bytes, size > head.length);
  if (text === undefined)
    return 'it is not encoded in UTF-8, which Civis requires (perhaps in Windows-1252); save it as UTF-8';
  const rows = firstRows(text);
  if (rows.length === 0) return 'it has no rows';
  return findDelimiterProblem(rows, options) ?? findHeaderProblem(rows, options);
}

/** In UTF-16, every other byte of Latin letters is zero. */
function looksLikeUtf16(bytes: Buffer): boolean {
  const nulls = [0, 0];
  for (const [at, byte] of bytes.entries()) if (byte === 0) nulls[at % 2] = (nulls[at % 2] ?? 0) + 1;
  return Math.max(...nulls) > bytes.length / 4 && Math.min(...nulls) === 0;
}

/** The first rows that are not empty; a line break inside quotes does not end a row. */
function firstRows(text: string): string[] {
  const rows: string[] = [];
  let lines: string[] = [];
  let isOpen = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    lines.push(line);
    isOpen = isOpen !== ((line.split('"').length - 1) % 2 === 1);
    if (isOpen) continue;
    rows.push(lines.join('\n'));
    lines = [];
  }
  return [...rows, lines.join('\n')].filter((row) => row.trim() !== '').slice(0, SAMPLE_ROWS);
}

/** The file's delimiter is the one that splits every row into the same number of columns, more than one. */
function findDelimiterProblem(rows: readonly string[], { delimiter }: CsvOptions): string | null {
  const names = Object.keys(DELIMITERS) as Delimiter[];
  const parts = names.find((name) => hasSameColumnCount(rows, DELIMITERS[name]));
  if (delimiter === undefined) {
    const isSemicolon = parts === undefined && hasSameColumnCount(rows, ';');
    return isSemicolon ? 'its columns are separated by semicolons; Civis accepts comma, tab or pipe' : null;
  }
  if (parts === undefined || rows.some((row) => splitCells(row, DELIMITERS[delimiter]).length > 1))
    return null;
  return `no row contains a ${delimiter}, and all rows contain the same number of ${parts}s; set column_delimiter to ${parts}`;
}

function hasSameColumnCount(rows: readonly string[], delimiter: string): boolean {
  const [first = 0, ...others] = rows.map((row) => splitCells(row, delimiter).length);
  return first > 1 && others.every((count) => count === first);
}

/** Every column must have a name of its own. */
function findHeaderProblem(
  [header = '']: readonly string[],
  { delimiter, hasHeader }: CsvOptions,
): string | null {
  if (hasHeader !== true) return null;
  const names = splitCells(header, DELIMITERS[delimiter ?? guessDelimiter(header)]).map(normalizeColumnName);
  const nameless = names.indexOf('');
  if (nameless !== -1) return `column ${nameless + 1} of its header has no name`;
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  return twice === undefined ? null : `its header contains the column ${JSON.stringify(twice)} twice`;
}

/** Databases ignore the case of column names. */
function normalizeColumnName(cell: string): string {
  return cell
    .trim()
    .replace(/^"(.*)"$/s, '$1')
    .trim()
    .toLowerCase();
}

function guessDelimiter(header: string): Delimiter {
  const count = (name: Delimiter) => splitCells(header, DELIMITERS[name]).length;
  return (Object.keys(DELIMITERS) as Delimiter[]).reduce((best, name) =>
    count(name) > count(best) ? name : best,
  );
}

/** The cells of a row with their quotes; a delimiter inside quotes does not split. */
function splitCells(row: string, delimiter: string): string[] {
  return row
    .split('"')
    .map((piece, at) => (at % 2 === 0 ? piece.replaceAll(delimiter, '\0') : piece))
    .join('"')
    .split('\0');
}
