import type { Source } from '../../client/transfer.ts';
import { isObject } from '../../json.ts';
import { tryWithTimeout } from '../with-timeout.ts';
import type { WorkflowContext } from '../workflow.ts';
import { type ResultColumn, toRows } from './result-columns.ts';
import { runQuery, type SqlRequest } from './run-query.ts';

/** Time for the queries after an import, of the minute that hosts give a call. */
const MAX_QUERY_MS = 10_000;

export interface ImportTarget {
  readonly schema: string;
  readonly table: string;
  readonly database: number;
  readonly credential: number;
}

/** The rows of a table; undefined if they cannot be counted in time, or the table does not exist. */
export async function countTableRows(
  context: WorkflowContext,
  target: ImportTarget,
): Promise<number | undefined> {
  const [[count] = []] = await queryRows(context, target, `SELECT count(*) FROM ${quoteTable(target)}`);
  return count === undefined ? undefined : Number(count);
}

/** The columns of a table with their types; empty if they cannot be read in time. */
export async function readTableColumns(
  context: WorkflowContext,
  target: ImportTarget,
): Promise<ResultColumn[]> {
  const sql =
    'SELECT column_name, data_type FROM information_schema.columns ' +
    `WHERE table_schema = ${quoteText(target.schema)} AND table_name = ${quoteText(target.table)} ORDER BY ordinal_position`;
  const rows = await queryRows(context, target, sql);
  return rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
}

/** What an import did is known by its end: a query that fails does not make it fail. */
async function queryRows(
  context: WorkflowContext,
  { database, credential }: ImportTarget,
  sql: string,
): Promise<(readonly unknown[])[]> {
  const request: SqlRequest = { sql, database, credential };
  const run = await tryWithTimeout(context, MAX_QUERY_MS, (limited) =>
    runQuery({ ...limited, report: () => undefined }, request, 1_000),
  );
  return run?.state === 'succeeded' && isObject(run.fields) ? toRows(run.fields['result_rows']) : [];
}

function quoteTable({ schema, table }: ImportTarget): string {
  return [schema, table].map((name) => `"${name.replaceAll('"', '""')}"`).join('.');
}

function quoteText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A source that counts the lines that are read of it, and keeps the first one. */
export interface CountedSource {
  readonly source: Source;
  /** Lines that are not empty; a line break within quotes ends none. */
  readonly lines: () => { readonly count: number; readonly first: string };
}

const [QUOTE, NEWLINE, RETURN] = [0x22, 0x0a, 0x0d];
const MAX_HEADER_BYTES = 64 * 1024;

export function countLines(source: Source): CountedSource {
  let state = { count: 0, isOpen: false, isEmpty: true };
  let first: number[] = [];
  const see = (chunk: Uint8Array) => {
    for (const byte of chunk) {
      if (byte === QUOTE) state.isOpen = !state.isOpen;
      const ends = (byte === NEWLINE || byte === RETURN) && !state.isOpen;
      if (!ends) {
        if (state.isEmpty) state.count += 1;
        state.isEmpty = false;
        if (state.count === 1 && first.length < MAX_HEADER_BYTES) first.push(byte);
      } else state.isEmpty = true;
    }
  };
  return {
    source: {
      ...source,
      read: async function* (start, length) {
        // A transfer that is tried again reads from the beginning.
        if (start === 0) [state, first] = [{ count: 0, isOpen: false, isEmpty: true }, []];
        for await (const chunk of source.read(start, length)) {
          see(chunk);
          yield chunk;
        }
      },
    },
    lines: () => ({ count: state.count, first: Buffer.from(first).toString('utf8') }),
  };
}

/** Whether a line names the columns. */
export function isHeader(line: string, columns: readonly ResultColumn[]): boolean {
  const text = line.toLowerCase();
  return columns.length > 0 && columns.every(({ name }) => text.includes(name.toLowerCase()));
}
