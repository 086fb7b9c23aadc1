/** A table as a statement names it; null where the statement leaves a part out. */
export interface TableName {
  /** Another database than the one of the connection. */
  readonly database: string | null;
  readonly schema: string | null;
  readonly table: string;
}

/** One statement, and what it does. */
export interface SqlStatement {
  /** Line of the text on which the statement begins, from 1. */
  readonly line: number;
  /** What it changes, as clauses: `deletes rows of public.donations`. Empty: it only reads. */
  readonly changes: readonly string[];
  /** Whether it may destroy something that is there, rather than only add to it. */
  readonly isDestructive: boolean;
  /** Tables that it names, to read or to write; names of common table expressions are not among them. */
  readonly tables: readonly TableName[];
  /** Whether `tables` holds every table that it can reach: a procedure, for example, names none. */
  readonly namesAllTables: boolean;
}

/** The text is not SQL that can be analyzed; what it does is not known. */
export class UnreadableSqlError extends Error {
  override readonly name = 'UnreadableSqlError';

  constructor(
    /** Why, as a clause. */
    message: string,
    /** Line of the text, from 1; null if the reason has none. */
    readonly line: number | null,
    /** What would be accepted, a sentence. */
    readonly hint: string,
  ) {
    super(message);
  }
}

/** `public.donations` */
export function formatTableName({ database, schema, table }: TableName): string {
  return [database, schema, table].filter((part) => part !== null).join('.');
}

/** The line, from 1, of a position in a text. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
