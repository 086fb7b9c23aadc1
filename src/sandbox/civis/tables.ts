import type { Column } from '../column-types.ts';
import type { CsvTable } from '../csv.ts';
import type { Row, Table } from '../table.ts';
import type { Civis } from './platform.ts';

/** A table of a database: what it looks like and how large it is; the rows themselves are not kept. */
export interface DatabaseTable extends Row {
  schema: string;
  name: string;
  columns: readonly Column[];
  row_count: number;
}

/** What becomes of the rows that a table has when others come. */
export type ExistingRows = 'fail' | 'truncate' | 'append' | 'drop';

export interface Target {
  readonly database: number;
  readonly schema: string;
  readonly table: string;
}

export function nameOf({ schema, table }: Target): string {
  return `${schema}.${table}`;
}

export function findTable({ store }: Civis, { database, schema, table }: Target): DatabaseTable | undefined {
  const tables = store.table('databases/tables') as Table<DatabaseTable>;
  return tables.inScope(String(database)).find((each) => each.schema === schema && each.name === table);
}

/** Why rows of these columns cannot go into a table as it stands; null where they can. */
export function refusal(
  existing: DatabaseTable | undefined,
  columns: readonly Column[],
  rows: ExistingRows,
): string | null {
  if (existing === undefined || rows === 'drop') return null;
  const name = `${existing.schema}.${existing.name}`;
  if (rows === 'fail') return `Table ${name} exists; choose append, truncate or drop for existing_table_rows`;
  const known = new Set(existing.columns.map((column) => column.name));
  const strange = columns.filter((column) => !known.has(column.name));
  if (strange.length === 0) return null;
  return `Table ${name} has no column ${strange.map((column) => column.name).join(', ')}`;
}

/** Puts rows into a table, which is made where there is none, its schema too; says what was done. */
export function fillTable(
  civis: Civis,
  target: Target,
  { columns, rowCount }: Pick<CsvTable, 'columns' | 'rowCount'>,
  rows: ExistingRows,
): string {
  const name = nameOf(target);
  const existing = findTable(civis, target);
  if (existing !== undefined && rows !== 'drop') {
    existing.row_count = (rows === 'append' ? existing.row_count : 0) + rowCount;
    const verb = rows === 'append' ? 'Appended' : 'Truncated the table and loaded';
    return `${verb} ${rowCount} rows; ${name} has ${existing.row_count} now`;
  }
  const tables = civis.store.table('databases/tables') as Table<DatabaseTable>;
  if (existing !== undefined) tables.delete(existing);
  addSchema(civis, target);
  tables.insert({
    id: tables.nextId(),
    scope: String(target.database),
    schema: target.schema,
    name: target.table,
    columns,
    row_count: rowCount,
  });
  return `${existing === undefined ? 'Created' : 'Dropped and created'} ${name} with ${rowCount} rows`;
}

function addSchema({ store }: Civis, { database, schema }: Target): void {
  const schemas = store.table('databases/schemas');
  const scope = String(database);
  if (schemas.inScope(scope).some((each) => each['schema'] === schema)) return;
  schemas.insert({ id: schemas.nextId(), scope, schema });
}
