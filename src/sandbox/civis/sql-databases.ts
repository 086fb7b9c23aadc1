import type { Column, ColumnType } from '../csv/column-types.ts';
import type { RunSql, SqlOutcome } from '../sql/run-sql.ts';
import { quoteIdentifier } from '../sql/sql-values.ts';
import type { SqliteDatabase } from '../sql/sqlite-engine.ts';
import type { Store } from '../state/store.ts';
import type { Table } from '../state/table.ts';
import { generateRows } from './generated-rows.ts';

/** Rows that a table gets once somebody asks for them. */
export interface PendingRows {
  /** Whether they replace what the table had. */
  readonly replaces: boolean;
  /** How many rows to generate. */
  readonly generated: number;
  readonly rows: readonly (readonly string[])[];
}

/** A table of a database. Its rows are in the database, or wait until they are needed. */
export interface DatabaseTable {
  id: number;
  scope: string;
  schema: string;
  name: string;
  columns: readonly Column[];
  row_count: number;
  is_view?: boolean;
  pending?: readonly PendingRows[];
  /** When its rows changed, and when its statistics were made. */
  data_updated_at?: string;
  last_refresh?: string;
  [field: string]: unknown;
}

/** The databases of the sandbox: SQLite in memory, loaded at the first query. */
export class SqlDatabases {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #open = new Map<string, SqliteDatabase>();
  #saved = new Map<string, Uint8Array>();
  #engine: { readonly open: (bytes?: Uint8Array) => SqliteDatabase; readonly runSql: RunSql } | undefined;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  get isLoaded(): boolean {
    return this.#engine !== undefined;
  }

  async load(): Promise<void> {
    if (this.#engine !== undefined) return;
    const { loadEngine } = await import('../sql/sqlite-engine.ts');
    const { loadRunner } = await import('../sql/run-sql.ts');
    const [open, runSql] = await Promise.all([loadEngine(this.#now), loadRunner()]);
    this.#engine = { open, runSql };
  }

  /** Runs SQL; what it creates and changes is in the list of tables after that. */
  run(database: number, text: string, keepsChanges: boolean): SqlOutcome {
    const { runSql } = this.#requireEngine();
    const words = text.toLowerCase();
    // A view reads tables that the text does not name.
    const hasViews = this.#tables()
      .inScope(String(database))
      .some((table) => table.is_view === true);
    this.#fillTables(String(database), ({ name }) => hasViews || words.includes(name.toLowerCase()));
    if (words.includes('information_schema')) this.#describeTables(String(database));
    const outcome = runSql(this.#databaseOf(String(database)), text, keepsChanges);
    if (keepsChanges) this.#readTables(String(database), outcome.schemas);
    return outcome;
  }

  /** The rows of a query of the sandbox's own, of one table. */
  queryTable(table: DatabaseTable, sql: string): readonly (readonly (string | null)[])[] {
    this.#fillTables(table.scope, (each) => each === table);
    return this.#databaseOf(table.scope).run(sql)?.rows ?? [];
  }

  /** Gives a table rows, which it has when somebody asks for them. */
  addRows(table: DatabaseTable, rows: PendingRows): void {
    table.pending = [...(rows.replaces ? [] : (table.pending ?? [])), rows];
  }

  /** Removes a table, which is about to be created anew or is gone. */
  removeTable(table: DatabaseTable): void {
    this.#open.get(table.scope)?.run(`DROP TABLE IF EXISTS ${tableIn(table)}`);
  }

  snapshot(): ReadonlyMap<string, Uint8Array> {
    const opened = [...this.#open].map(([id, database]) => [id, database.export()] as const);
    return new Map([...this.#saved, ...opened]);
  }

  /** Continues with saved contents. Files that were written before have tables without rows. */
  restore(saved: ReadonlyMap<string, Uint8Array>): void {
    this.#saved = new Map(saved);
    for (const table of this.#tables().all()) {
      if (!saved.has(table.scope) && table.pending === undefined) generateLater(table, table.row_count);
    }
  }

  /** Frees the memory of all databases. */
  close(): void {
    for (const database of this.#open.values()) database.close();
    this.#open.clear();
  }

  #requireEngine() {
    if (this.#engine === undefined) throw new Error('The databases are not loaded.');
    return this.#engine;
  }

  #databaseOf(id: string): SqliteDatabase {
    const known = this.#open.get(id);
    if (known !== undefined) return known;
    const database = this.#requireEngine().open(this.#saved.get(id));
    this.#open.set(id, database);
    return database;
  }

  #tables(): Table<DatabaseTable> {
    return this.#store.table('databases/tables') as Table<DatabaseTable>;
  }

  /** Few queries need more than a few tables. */
  #fillTables(id: string, isNeeded: (table: DatabaseTable) => boolean): void {
    for (const table of this.#tables().inScope(id)) {
      if (table.pending !== undefined && isNeeded(table)) this.#fillTable(this.#databaseOf(id), table);
    }
  }

  #fillTable(database: SqliteDatabase, table: DatabaseTable): void {
    const { pending = [], columns } = table;
    delete table.pending;
    for (const [at, { replaces, generated, rows }] of pending.entries()) {
      if (replaces) database.run(`DROP TABLE IF EXISTS ${tableIn(table)}`);
      const definitions = columns.map(({ name, type }) => `${quoteIdentifier(name)} ${SQL_TYPES[type]}`);
      database.run(`CREATE TABLE IF NOT EXISTS ${tableIn(table)} (${definitions.join(', ')})`);
      const made = generateRows(columns, generated, table.id + at, this.#now());
      database.insert(`${table.schema}.${table.name}`, toSqlRows(made, columns));
      database.insert(`${table.schema}.${table.name}`, toSqlRows(rows, columns));
    }
  }

  /** Reads which tables there are, after SQL that may have changed them. */
  #readTables(id: string, schemas: readonly string[]): void {
    const database = this.#databaseOf(id);
    const now = new Date(this.#now()).toISOString();
    const found =
      database.run("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')")?.rows ?? [];
    const names = new Set(found.map(([name]) => name));
    const tables = this.#tables();
    for (const table of [...tables.inScope(id)]) {
      if (table.pending === undefined && !names.has(`${table.schema}.${table.name}`)) tables.delete(table);
    }
    for (const [qualified, type] of found) {
      const [schema = '', ...rest] = String(qualified).split('.');
      const name = rest.join('.');
      if (schema === INFORMATION_SCHEMA) continue;
      const columns = readColumns(database, String(qualified));
      const row_count = Number(
        database.run(`SELECT count(*) FROM ${quoteIdentifier(String(qualified))}`)?.rows[0]?.[0],
      );
      const known = tables.inScope(id).find((each) => each.schema === schema && each.name === name);
      const state = { columns, row_count, is_view: type === 'view', data_updated_at: now };
      if (known === undefined) tables.insert({ id: tables.nextId(), scope: id, schema, name, ...state });
      else if (known.row_count !== row_count || known.columns.length !== columns.length)
        Object.assign(known, state);
    }
    for (const schema of [...schemas, ...tables.inScope(id).map((table) => table.schema)])
      this.#addSchema(id, schema);
  }

  /** The tables of `information_schema`, as they are now. */
  #describeTables(id: string): void {
    const database = this.#databaseOf(id);
    const tables = this.#tables().inScope(id);
    const rows = tables.map(({ schema, name, is_view }) => [
      schema,
      name,
      is_view === true ? 'VIEW' : 'BASE TABLE',
    ]);
    const columns = tables.flatMap((table) =>
      table.columns.map((column, at) => [
        table.schema,
        table.name,
        column.name,
        String(at + 1),
        sqlTypeOf(column),
      ]),
    );
    for (const [name, definition, values] of [
      ['tables', 'table_schema text, table_name text, table_type text', rows],
      [
        'columns',
        'table_schema text, table_name text, column_name text, ordinal_position int, data_type text',
        columns,
      ],
    ] as const) {
      const qualified = `${INFORMATION_SCHEMA}.${name}`;
      database.run(`DROP TABLE IF EXISTS ${quoteIdentifier(qualified)}`);
      database.run(`CREATE TABLE ${quoteIdentifier(qualified)} (${definition})`);
      database.insert(qualified, values);
    }
  }

  #addSchema(scope: string, schema: string): void {
    const schemas = this.#store.table('databases/schemas');
    if (schemas.inScope(scope).some((each) => each['schema'] === schema)) return;
    schemas.insert({ id: schemas.nextId(), scope, schema });
  }
}

const INFORMATION_SCHEMA = 'information_schema';

/** Most rows that are generated for a table. */
const MAX_GENERATED_ROWS = 5_000;

/** Gives a table rows that look like data, when somebody asks for them. */
export function generateLater(table: DatabaseTable, count: number): void {
  table.row_count = Math.min(count, MAX_GENERATED_ROWS);
  table.pending = [{ replaces: true, generated: table.row_count, rows: [] }];
}

/** How a column is declared in the database. */
const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  integer: 'bigint',
  decimal: 'numeric(18,2)',
  date: 'date',
  timestamp: 'timestamp',
  boolean: 'boolean',
  text: 'varchar(1024)',
};

/** The type of the database for a column. */
export function sqlTypeOf({ type, sql_type }: Column): string {
  return sql_type ?? SQL_TYPES[type];
}

function tableIn({ schema, name }: DatabaseTable): string {
  return quoteIdentifier(`${schema}.${name}`);
}

function readColumns(database: SqliteDatabase, table: string): Column[] {
  const rows =
    database.run(`SELECT name, type FROM pragma_table_info('${table.replaceAll("'", "''")}')`)?.rows ?? [];
  return rows.map(([name, type]) => ({
    name: String(name),
    type: columnTypeOf(String(type).toLowerCase()),
    sql_type: String(type).toLowerCase() || 'varchar(1024)',
  }));
}

function columnTypeOf(declared: string): ColumnType {
  if (/int/.test(declared)) return 'integer';
  if (/num|dec|real|double|float/.test(declared)) return 'decimal';
  if (declared.startsWith('timestamp')) return 'timestamp';
  if (declared === 'date') return 'date';
  return declared.startsWith('bool') ? 'boolean' : 'text';
}

/** Values as the database keeps them: nothing for empty text, 1 and 0 for booleans. */
function* toSqlRows(
  rows: Iterable<readonly (string | null)[]>,
  columns: readonly Column[],
): Generator<(string | null)[]> {
  for (const row of rows) yield columns.map(({ type }, at) => toSqlValue(row[at] ?? null, type));
}

function toSqlValue(value: string | null, type: ColumnType): string | null {
  if (value === null || value === '') return null;
  if (type === 'boolean') return /^(true|t|yes)$/i.test(value) ? '1' : '0';
  return type === 'timestamp' ? value.replace('T', ' ').replace(/(Z|\+00:00)$/, '') : value;
}
