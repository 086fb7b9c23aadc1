import { CallError } from '../../errors.ts';
import type { SqlStatement, TableName } from '../../sql/sql-statement.ts';
import { formatTableName } from '../../sql/sql-statement.ts';
import { listSome, wasNotCalled } from '../../wording.ts';
import type { DataBounds } from '../workflow.ts';

/** Whether data is bounded at all. */
export function hasBounds({ schemas, databases }: DataBounds): boolean {
  return schemas.length > 0 || databases.length > 0;
}

/** Whether a schema is within the bounds. */
export function allowsSchema({ schemas }: DataBounds, schema: string): boolean {
  return schemas.length === 0 || schemas.some((allowed) => allowed.toLowerCase() === schema.toLowerCase());
}

/** @throws CallError `not_allowed` for a schema outside of the bounds */
export function requireSchema(tool: string, bounds: DataBounds, schema: string): void {
  if (allowsSchema(bounds, schema)) return;
  throw outside(tool, bounds, `schema ${schema} is not allowed`);
}

/** @throws CallError `not_allowed` for a statement that reaches tables outside of the bounds, or may */
export function requireTablesWithin(
  tool: string,
  bounds: DataBounds,
  statements: readonly SqlStatement[],
): void {
  if (!hasBounds(bounds)) return;
  for (const { tables, namesAllTables, line } of statements) {
    const at = `the SQL (line ${line})`;
    for (const table of tables) {
      const problem = boundsProblem(table, bounds);
      if (problem !== null) throw outside(tool, bounds, `${at} names ${formatTableName(table)}, ${problem}`);
    }
    if (!namesAllTables) throw outside(tool, bounds, `${at} may reach tables that it does not name`);
  }
}

function boundsProblem({ database, schema }: TableName, bounds: DataBounds): string | null {
  if (database !== null) return 'which names a database';
  if (bounds.schemas.length === 0) return null;
  if (schema === null) return 'which names no schema';
  // SQL folds names without quotes to small letters; "Other" in quotes may be another schema than other.
  const isAllowed = bounds.schemas.some((allowed) => [allowed, allowed.toLowerCase()].includes(schema));
  return isAllowed ? null : `and schema ${schema} is not allowed`;
}

function outside(tool: string, { schemas }: DataBounds, why: string): CallError {
  const allowed = schemas.length === 0 ? '' : ` Allowed schemas: ${listSome(schemas)}.`;
  return new CallError('not_allowed', wasNotCalled(tool, why), {
    hint: `This server was started with ${schemas.length === 0 ? '--database' : '--schema'}.${allowed} Write tables as schema.table.`,
  });
}
