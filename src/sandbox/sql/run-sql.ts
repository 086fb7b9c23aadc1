import { loadSqlParser, type ParsedStatement } from '../../sql/parse-sql.ts';
import { UnreadableSqlError } from '../../sql/sql-statement.ts';
import { quoteIdentifier } from './sql-values.ts';
import type { SqliteDatabase, SqliteResult } from './sqlite-engine.ts';
import {
  type SessionTables,
  type Translated,
  translateStatement,
  UnsupportedSqlError,
} from './translate-statement.ts';

/** What became of a text: the rows of its last query, or the error in the form of the database. */
export interface SqlOutcome {
  readonly result: SqliteResult | null;
  readonly error: string | null;
  /** Schemas that were created. */
  readonly schemas: readonly string[];
}

/**
 * Runs all statements of a text as one transaction, which a failure ends without a change. Unless changes are kept,
 * the text is only tried.
 */
export type RunSql = (database: SqliteDatabase, text: string, keepsChanges: boolean) => SqlOutcome;

export async function loadRunner(): Promise<RunSql> {
  const parse = await loadSqlParser();
  return (database, text, keepsChanges) => runParsed(database, text, parse, keepsChanges);
}

function runParsed(
  database: SqliteDatabase,
  text: string,
  parse: (text: string) => readonly ParsedStatement[],
  keepsChanges: boolean,
): SqlOutcome {
  const session: SessionTables = new Set();
  const schemas: string[] = [];
  let result: SqliteResult | null = null;
  let current: ParsedStatement | undefined;
  database.run('BEGIN');
  let isKept = false;
  try {
    for (const statement of parse(text)) {
      current = statement;
      for (const step of translate(statement, session)) {
        if (step.kind === 'schema') schemas.push(step.schema);
        if (step.kind === 'sql') result = database.run(step.sql) ?? result;
      }
    }
    for (const name of session) database.run(`DROP TABLE IF EXISTS temp.${quoteIdentifier(name)}`);
    isKept = keepsChanges;
    return { result, error: null, schemas };
  } catch (cause) {
    return { result: null, error: describeSqlError(cause, text, current), schemas: [] };
  } finally {
    endTransaction(database, isKept);
  }
}

function translate(statement: ParsedStatement, session: SessionTables): Translated[] {
  if (statement.hasReplacedForms) {
    throw new UnsupportedSqlError(
      'the sandbox does not support TOP, QUALIFY, MINUS, GROUP BY ALL, APPROXIMATE, IGNORE NULLS and LISTAGG(DISTINCT); use LIMIT, EXCEPT or a subquery',
    );
  }
  return translateStatement(statement.node, session);
}

/** SQLite may have ended the transaction itself, when it ran out of memory. */
function endTransaction(database: SqliteDatabase, isKept: boolean): void {
  try {
    database.run(isKept ? 'COMMIT' : 'ROLLBACK');
  } catch {
    // There is none any more.
  }
}

/** `ERROR: relation "x" does not exist`, with the line that it is about. */
function describeSqlError(cause: unknown, text: string, statement: ParsedStatement | undefined): string {
  if (cause instanceof UnreadableSqlError) {
    return formatSqlError(cause.message, text, cause.line ?? 1, null);
  }
  const said =
    cause instanceof Error
      ? cause.message.replace(/^(?:SQLITE_\w+: sqlite3 result code \d+|Error): /, '').replace(/^Error: /, '')
      : '';
  const { message, name } = explainError(said);
  const start = statement?.start ?? 0;
  const at = name === undefined ? start : (positionOf(text, name, start) ?? start);
  const line = text.slice(0, at).split('\n').length;
  return formatSqlError(message, text, line, at - (text.lastIndexOf('\n', at - 1) + 1));
}

const SQLITE_ERRORS: readonly (readonly [pattern: RegExp, explain: (name: string) => string])[] = [
  [/^no such table: (.+)$/, (name) => `relation "${name}" does not exist`],
  [/^no such column: (.+?)(?: - should this.*)?$/, (name) => `column "${name}" does not exist`],
  [
    /^no such function: (.+)$/,
    (name) => `function ${name} does not exist, or the sandbox does not support it`,
  ],
  [/^table "(.+)" already exists$/, (name) => `relation "${name}" already exists`],
  [/^ambiguous column name: (.+)$/, (name) => `column reference "${name}" is ambiguous`],
];

function explainError(said: string): { readonly message: string; readonly name?: string } {
  for (const [pattern, explain] of SQLITE_ERRORS) {
    const [, name] = pattern.exec(said) ?? [];
    if (name !== undefined) return { message: explain(name), name };
  }
  if (said === 'interrupted') return { message: 'the sandbox stopped the statement after about two seconds' };
  if (/full|out of memory/.test(said)) return { message: 'the database of the sandbox is full (64 MB)' };
  if (/syntax error|near "/.test(said)) return { message: 'the sandbox does not support this statement' };
  return { message: said };
}

/** Where the text names something, from the beginning of the statement on. */
function positionOf(text: string, name: string, from: number): number | undefined {
  const short = name.split('.').at(-1) ?? name;
  const at = text.toLowerCase().indexOf(short.toLowerCase(), from);
  return at === -1 ? undefined : at;
}

function formatSqlError(message: string, text: string, line: number, column: number | null): string {
  const prefix = `LINE ${line}: `;
  const shown = (text.split('\n')[line - 1] ?? '').slice(0, 200);
  const mark = column === null ? '' : `\n${' '.repeat(prefix.length + column)}^`;
  return `ERROR:  ${message}\n${prefix}${shown}${mark}`;
}
