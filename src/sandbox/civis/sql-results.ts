import { gzipSync } from 'node:zlib';
import type { SqliteResult } from '../sql/sqlite-engine.ts';

/** How the result of a SQL script is written. */
export interface CsvSettings {
  readonly include_header?: boolean;
  readonly compression?: string;
  readonly column_delimiter?: string;
  readonly unquoted?: boolean;
  readonly filename_prefix?: string | null;
}

const DELIMITERS: Readonly<Record<string, string>> = { comma: ',', tab: '\t', pipe: '|' };

/** The file with a result. */
export function writeCsvFile(
  { columns, rows }: SqliteResult,
  settings: CsvSettings,
  runId: number,
): { readonly name: string; readonly bytes: Buffer } {
  const delimiter = DELIMITERS[settings.column_delimiter ?? 'comma'] ?? ',';
  const quote = (value: string | null) =>
    settings.unquoted === true ? (value ?? '') : `"${(value ?? '').replaceAll('"', '""')}"`;
  const lines = [...(settings.include_header === false ? [] : [columns]), ...rows];
  const text = lines.map((line) => `${line.map(quote).join(delimiter)}\n`).join('');
  const name = `${settings.filename_prefix ?? 'output'}_${runId}.csv`;
  const isPlain = settings.compression === 'none';
  return isPlain
    ? { name, bytes: Buffer.from(text) }
    : { name: `${name}.gz`, bytes: gzipSync(Buffer.from(text)) };
}
