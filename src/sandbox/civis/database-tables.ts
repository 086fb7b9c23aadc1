import type { Column } from '../csv/column-types.ts';
import type { Table } from '../state/table.ts';
import { type CivisPlatform, isoTime } from './civis-platform.ts';
import type { DatabaseTable } from './sql-databases.ts';

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

/** What to load: the rows of a file, or so many that are generated. */
export interface LoadedRows {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[] | number;
}

/** Loads rows into a table, which is created if need be, as is its schema. */
export function loadRows(
  civis: CivisPlatform,
  target: TableReference,
  { columns, rows }: LoadedRows,
  existingRows: ExistingRows,
): void {
  const { databases, store, now } = civis;
  const existing = findTable(civis, target);
  if (existing !== undefined && existingRows === 'drop') {
    databases.removeTable(existing);
    store.table('databases/tables').delete(existing);
  }
  const table = existingRows === 'drop' ? undefined : existing;
  const isAppended = table !== undefined && existingRows === 'append';
  const loaded = table ?? createTable(civis, target, columns);
  const order = loaded.columns.map(({ name }) => columns.findIndex((column) => column.name === name));
  const isGenerated = typeof rows === 'number';
  loaded.row_count = (isAppended ? loaded.row_count : 0) + (isGenerated ? rows : rows.length);
  loaded.data_updated_at = isoTime(now());
  databases.addRows(loaded, {
    replaces: !isAppended,
    generated: isGenerated ? rows : 0,
    rows: isGenerated ? [] : rows.map((row) => order.map((at) => row[at] ?? '')),
  });
}

function createTable(
  civis: CivisPlatform,
  target: TableReference,
  columns: readonly Column[],
): DatabaseTable {
  const tables = civis.store.table('databases/tables') as Table<DatabaseTable>;
  addSchema(civis, target);
  return tables.insert({
    id: tables.nextId(),
    scope: String(target.database),
    schema: target.schema,
    name: target.table,
    columns,
    row_count: 0,
  });
}

function addSchema({ store }: CivisPlatform, { database, schema }: TableReference): void {
  const schemas = store.table('databases/schemas');
  const scope = String(database);
  if (schemas.inScope(scope).some((each) => each['schema'] === schema)) return;
  schemas.insert({ id: schemas.nextId(), scope, schema });
}
