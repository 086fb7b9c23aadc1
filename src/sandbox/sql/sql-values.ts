/** A value as SQLite passes it to a function. */
export type SqlValue = number | bigint | string | Uint8Array | null;

/** Functions of a database, by their names. They may be called with any values. */
export type SqlFunctions = Readonly<Record<string, (...values: SqlValue[]) => SqlValue>>;

/** A function cannot work with its values; the message is the database's. */
export class SqlFunctionError extends Error {}

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
