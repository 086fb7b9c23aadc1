import { CallError } from '../../errors.ts';
import { analyzeSql } from '../../sql/analyze-sql.ts';
import { type SqlStatement, UnreadableSqlError } from '../../sql/sql-statement.ts';
import { listSome, toSentence, wasNotCalled } from '../../wording.ts';
import type { DataBounds } from '../workflow.ts';
import { hasBounds, requireTablesWithin } from './data-bounds.ts';

/** Characters of a line of SQL that an error shows. */
const MAX_LINE_CHARS = 160;

/**
 * Checks SQL before it is sent: that it only reads, unless it may change something, and that it stays within the
 * bounds. Returns what it changes, as clauses.
 *
 * @throws CallError
 */
export async function checkSql(
  tool: string,
  sql: string,
  { mayChange, bounds }: { readonly mayChange: boolean; readonly bounds: DataBounds },
): Promise<SqlEffects> {
  const statements = await readStatements(tool, sql, mayChange && !hasBounds(bounds));
  if (statements === null) return { changes: [NOT_ANALYZED], isDestructive: true };
  if (statements.length === 0) {
    throw new CallError('invalid_input', wasNotCalled(tool, 'sql contains no statement'));
  }
  const changing = statements.find(({ changes }) => changes.length > 0);
  if (changing !== undefined && !mayChange) {
    const why = `the SQL ${listSome(changing.changes, 5)} (line ${changing.line})`;
    throw new CallError('not_allowed', wasNotCalled(tool, why, 'Only SQL that reads is run'), {
      hint: 'If the person wants this change, set allow_changes to true.',
    });
  }
  requireTablesWithin(tool, bounds, statements);
  return {
    changes: statements.flatMap(({ changes }) => changes),
    isDestructive: statements.some(({ isDestructive }) => isDestructive),
  };
}

export interface SqlEffects {
  readonly changes: readonly string[];
  readonly isDestructive: boolean;
}

const NOT_ANALYZED = 'cannot be analyzed and may change anything';

/** Null for SQL that cannot be analyzed, where it may be run nevertheless. */
async function readStatements(
  tool: string,
  sql: string,
  mayBeUnreadable: boolean,
): Promise<readonly SqlStatement[] | null> {
  try {
    return await analyzeSql(sql);
  } catch (cause) {
    if (!(cause instanceof UnreadableSqlError)) throw cause;
    if (mayBeUnreadable) return null;
    const where = cause.line === null ? '' : ` (line ${cause.line}: ${lineOf(sql, cause.line)})`;
    const why = `it is not certain that the SQL only reads: ${cause.message}${where}`;
    throw new CallError('invalid_input', wasNotCalled(tool, why), { hint: cause.hint });
  }
}

/** The line of a text, as an error shows it. */
function lineOf(sql: string, line: number): string {
  const text = (sql.split('\n')[line - 1] ?? '').trim();
  return text.length > MAX_LINE_CHARS ? `${text.slice(0, MAX_LINE_CHARS).toWellFormed()}…` : text;
}

/** Where databases say on which line an error is. */
const LINE = /\bline:? (\d+)/i;
const POSITION = /\b(?:position|character):? (\d+)/i;

/** The error of a query that failed, with the line of the SQL that it is about. */
export function queryFailed(sql: string, error: string): CallError {
  const [first = ''] = error.split('\n');
  const line = LINE.exec(error)?.[1];
  const position = POSITION.exec(error)?.[1];
  const number =
    line !== undefined
      ? Number(line)
      : position === undefined
        ? null
        : sql.slice(0, Number(position) - 1).split('\n').length;
  const shown = number === null ? '' : ` Line ${number}: ${lineOf(sql, number)}`;
  return new CallError(
    'platform_error',
    `The database returned an error: ${JSON.stringify(first)}.${shown && toSentence(shown)}`,
    {
      retryable: false,
      hint: sqlHint(first),
    },
  );
}

function sqlHint(error: string): string {
  if (/relation|table/i.test(error) && /exist/i.test(error)) return 'Find tables with civis_tables.';
  if (/column/i.test(error)) return 'civis_table returns the columns of a table.';
  if (/permission/i.test(error)) return 'Use another credential, or ask the owner of the table.';
  return 'Correct the SQL and call again.';
}
