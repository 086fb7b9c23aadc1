import type { Column } from '../csv/column-types.ts';
import type { CsvTable } from '../csv/csv-reader.ts';
import type { Row, Table } from '../state/table.ts';
import type { CivisPlatform } from './civis-platform.ts';

/** A table of a database: its columns and its size; the rows themselves are not stored. */
export interface DatabaseTable extends Row {
  schema: string;
  name: string;
  columns: readonly Column[];
  row_count: number;
}

/** How loading treats the existing rows of a table. */
export type ExistingRows = 'fail' | 'truncate' | 'append' | 'drop';

export interface TableReference {
  readonly database: number;
  readonly schema: string;
  readonly table: string;
}

export function qualifiedName({ schema, table }: TableReference): string {
  return `${schema}.${table}`;
}

export function findTable(
  { store }: CivisPlatform,
  { database, schema, table }: TableReference,
): DatabaseTable | undefined {
  const tables = store.table('databases/tables') as Table<DatabaseTable>;
  return tables.inScope(String(database)).find((each) => each.schema === schema && each.name === table);
}

/** Why rows with these columns cannot be loaded into the existing table; null if they can. */
export function loadConflict(
  existing: DatabaseTable | undefined,
  columns: readonly Column[],
  existingRows: ExistingRows,
): string | null {
  if (existing === undefined || existingRows === 'drop') return null;
  const name = `${existing.schema}.${existing.name}`;
  if (existingRows === 'fail')
    return `Table ${name} already exists; set existing_table_rows to append, truncate or drop`;
  const known = new Set(existing.columns.map((column) => column.name));
  const unknown = columns.filter((column) => !known.has(column.name));
  if (unknown.length === 0) return null;
  return `Table ${name} has no column ${unknown.map((column) => column.name).join(', ')}`;
}

/** Loads rows into a table, which is created if need be, as is its schema. */
export function loadRows(
  civis: CivisPlatform,
  target: TableReference,
  { columns, rowCount }: Pick<CsvTable, 'columns' | 'rowCount'>,
  existingRows: ExistingRows,
): void {
  const existing = findTable(civis, target);
  if (existing !== undefined && existingRows !== 'drop') {
    existing.row_count = (existingRows === 'append' ? existing.row_count : 0) + rowCount;
    return;
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
}

function addSchema({ store }: CivisPlatform, { database, schema }: TableReference): void {
  const schemas = store.table('databases/schemas');
  const scope = String(database);
  if (schemas.inScope(scope).some((each) => each['schema'] === schema)) return;
  schemas.insert({ id: schemas.nextId(), scope, schema });
}
