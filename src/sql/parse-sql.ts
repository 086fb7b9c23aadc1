import type { ScanToken } from 'libpg-query';
import { isObject } from '../json.ts';
import { refuseAmbiguousTokens } from './ambiguous-sql.ts';
import { replaceRedshiftForms } from './redshift-forms.ts';
import { lineAt, UnreadableSqlError } from './sql-statement.ts';
import { createPositionConverter, type SqlToken, toSqlTokens } from './sql-tokens.ts';

/** Characters of a text that is analyzed; the parser's time and stack grow with it. */
const MAX_SQL_CHARS = 100_000;

const MAX_MESSAGE_CHARS = 120;

/** A node of the parser's tree: `{SelectStmt: {…}}`. */
export type SqlNode = Readonly<Record<string, unknown>>;

/** A statement as it was parsed. */
export interface ParsedStatement {
  readonly node: SqlNode;
  /** Position of its first character. */
  readonly start: number;
  /** Whether forms of Redshift were replaced by others that read and call the same, and mean something else. */
  readonly hasReplacedForms: boolean;
}

type Parser = Pick<typeof import('libpg-query'), 'parseSync' | 'scanSync'>;

let parser: Promise<Parser> | undefined;

/** PostgreSQL's own parser, compiled to WebAssembly; few servers ever read it. */
async function loadParser(): Promise<Parser> {
  const library = await import('libpg-query');
  await library.loadModule();
  return library;
}

/**
 * Parses the statements of a text, with PostgreSQL's grammar and the forms that Redshift adds to it.
 *
 * @throws UnreadableSqlError, and nothing else
 */
export async function parseSql(text: string): Promise<readonly ParsedStatement[]> {
  return (await loadSqlParser())(text);
}

/** `parseSql` for callers that cannot wait once it is loaded. */
export async function loadSqlParser(): Promise<(text: string) => readonly ParsedStatement[]> {
  parser ??= loadParser();
  const library = await parser;
  return (text) => parseWith(library, text);
}

function parseWith(library: Parser, text: string): readonly ParsedStatement[] {
  // The parser takes a null character for the end of the text.
  if (text.includes('\0') || !text.isWellFormed()) {
    throw new UnreadableSqlError('it contains invalid characters', null, 'Send plain text.');
  }
  if (text.length > MAX_SQL_CHARS) {
    throw new UnreadableSqlError(
      `it has ${text.length} characters; at most ${MAX_SQL_CHARS} can be analyzed`,
      null,
      'Split it into several calls.',
    );
  }
  // An empty text is an error for the parser.
  if (text.trim() === '') return [];
  const tokens = toSqlTokens(text, scanTokens(library, text));
  refuseAmbiguousTokens(text, tokens);
  return parseStatements(
    library,
    text,
    tokens.filter(({ kind }) => kind !== 'comment'),
  );
}

function scanTokens(library: Parser, text: string): readonly ScanToken[] {
  try {
    return library.scanSync(text).tokens;
  } catch {
    // Only the parser says why.
    rethrowing(text, () => library.parseSync(text));
    throw new UnreadableSqlError('it cannot be split into words', null, ACCEPTED);
  }
}

function parseStatements(library: Parser, text: string, tokens: readonly SqlToken[]): ParsedStatement[] {
  const parse = (sql: string) => ({ sql, tree: rethrowing(text, () => library.parseSync(sql)) });
  const replaced = replaceRedshiftForms(text, tokens);
  const { sql, tree } = replaced === null ? parse(text) : parseWithForms(parse, text, replaced);
  const toPosition = createPositionConverter(sql);
  return (tree.stmts ?? []).map((statement) => {
    const from = toPosition(statement.stmt_location ?? 0);
    const start = tokens.find((token) => token.start >= from && token.text !== ';')?.start ?? from;
    return { node: isObject(statement.stmt) ? statement.stmt : {}, start, hasReplacedForms: sql !== text };
  });
}

/** The text as it is, where PostgreSQL takes it; otherwise with the forms of Redshift replaced. */
function parseWithForms<T>(parse: (sql: string) => T, text: string, replaced: string): T {
  try {
    return parse(text);
  } catch {
    return parse(replaced);
  }
}

function rethrowing<T>(text: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    throw unreadable(text, cause);
  }
}

const ACCEPTED =
  'Statements in the dialect of PostgreSQL or Redshift can be analyzed: SELECT with joins, common table expressions, window functions and the like.';

function unreadable(text: string, cause: unknown): UnreadableSqlError {
  // Deep nesting exhausts the stack of JavaScript or that of the parser.
  if (!(cause instanceof Error) || cause instanceof RangeError || cause.name === 'RuntimeError') {
    return new UnreadableSqlError('it is nested too deeply', null, 'Simplify it.');
  }
  const { sqlDetails } = cause as { sqlDetails?: { cursorPosition?: number } };
  const position = sqlDetails?.cursorPosition;
  const line = position === undefined ? null : lineAt(text, position);
  const beyond = /^\s*(UNLOAD|COPY)\b/i.exec(text)?.[1]?.toUpperCase();
  const message =
    beyond === undefined ? shorten(cause.message) : `${beyond} moves rows between tables and files`;
  return new UnreadableSqlError(message, line, ACCEPTED);
}

/** The parser quotes all that follows an unterminated string. */
function shorten(message: string): string {
  return message.length > MAX_MESSAGE_CHARS
    ? `${message.slice(0, MAX_MESSAGE_CHARS).toWellFormed()}…`
    : message;
}
