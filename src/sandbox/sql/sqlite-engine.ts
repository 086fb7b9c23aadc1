import type { Sqlite3Static, Database as SqliteHandle } from '@sqlite.org/sqlite-wasm';
import { AGGREGATE_FUNCTIONS } from './aggregate-functions.ts';
import { dateFunctions } from './date-functions.ts';
import { quoteIdentifier, SqlFunctionError, type SqlFunctions, type SqlValue } from './sql-values.ts';
import { TEXT_FUNCTIONS } from './text-functions.ts';

/** Most pages, of 4 kB, of one database: 64 MB. */
const MAX_PAGES = 16_384;
/** Most bytes that all databases take together. */
const MAX_HEAP_BYTES = 256 * 1024 * 1024;
/** Steps of SQLite's machine that a statement may take, between two looks at them: about two seconds. */
const MAX_STEPS = 40_000_000;
const STEPS_PER_LOOK = 100_000;
/** A call from SQLite to JavaScript takes as long as so many steps. */
const STEPS_PER_CALL = 150;
/** Most rows that a statement returns. */
const MAX_RESULT_ROWS = 100_000;

/** The rows of a result; every value as the database prints it. */
export interface SqliteResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** A database in memory. Its methods throw Error with SQLite's message. */
export interface SqliteDatabase {
  /** Runs one statement; null if it returns no rows. */
  run(sql: string): SqliteResult | null;
  /** Inserts rows into all columns of a table. */
  insert(table: string, rows: Iterable<readonly (string | null)[]>): void;
  /** The whole database, as bytes. */
  export(): Uint8Array;
  /** Frees its memory. */
  close(): void;
}

let sqlite: Promise<Sqlite3Static> | undefined;

/** Loads SQLite, compiled to WebAssembly; the sandbox's first query does. */
async function loadSqlite(): Promise<Sqlite3Static> {
  const { default: initialize } = await import('@sqlite.org/sqlite-wasm');
  const silent = () => undefined;
  Object.assign(globalThis, {
    sqlite3ApiConfig: { debug: silent, log: silent, warn: silent, error: silent },
  });
  const loaded = await initialize();
  Reflect.deleteProperty(globalThis, 'sqlite3ApiConfig');
  return loaded;
}

/** Returns what opens databases, on the sandbox's clock; from their bytes, or empty. */
export async function loadEngine(now: () => number): Promise<(bytes?: Uint8Array) => SqliteDatabase> {
  sqlite ??= loadSqlite();
  const library = await sqlite;
  const functions = { ...TEXT_FUNCTIONS, ...dateFunctions(now) };
  return (bytes) => {
    const handle = new library.oo1.DB(':memory:');
    if (bytes !== undefined) restoreBytes(library, handle, bytes);
    handle.exec(
      `PRAGMA max_page_count = ${MAX_PAGES}; PRAGMA hard_heap_limit = ${MAX_HEAP_BYTES}; PRAGMA case_sensitive_like = ON; PRAGMA trusted_schema = OFF`,
    );
    const budget: StepBudget = { steps: 0 };
    registerFunctions(handle, functions, budget);
    registerAggregates(library, handle, budget);
    return wrapDatabase(library, handle, budget);
  };
}

/** The steps of the current statement: counted, since a time limit would depend on the load of the machine. */
interface StepBudget {
  steps: number;
}

function takeSteps(budget: StepBudget, steps: number): boolean {
  budget.steps += steps;
  return budget.steps <= MAX_STEPS;
}

function restoreBytes({ capi, wasm }: Sqlite3Static, handle: SqliteHandle, bytes: Uint8Array): void {
  const pointer = wasm.allocFromTypedArray(bytes);
  const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_RESIZEABLE;
  handle.checkRc(capi.sqlite3_deserialize(handle, 'main', pointer, bytes.length, bytes.length, flags));
}

function registerFunctions(handle: SqliteHandle, functions: SqlFunctions, budget: StepBudget): void {
  for (const [name, run] of Object.entries(functions)) {
    handle.createFunction({
      name,
      arity: -1,
      xFunc: (_, ...values) => {
        if (!takeSteps(budget, STEPS_PER_CALL)) throw new SqlFunctionError('interrupted');
        try {
          return run(...(values as SqlValue[]));
        } catch (cause) {
          throw cause instanceof SqlFunctionError ? cause : new SqlFunctionError(`${name} failed`);
        }
      },
    });
  }
}

/** SQLite gives each group a place in memory, whose address tells the groups apart. */
function registerAggregates({ capi }: Sqlite3Static, handle: SqliteHandle, budget: StepBudget): void {
  for (const [name, finish] of Object.entries(AGGREGATE_FUNCTIONS)) {
    const groups = new Map<number, { values: number[]; constant: number }>();
    const groupOf = (context: number) => {
      const key = capi.sqlite3_aggregate_context(context, 8);
      const group = groups.get(key) ?? { values: [], constant: 0 };
      groups.set(key, group);
      return { key, group };
    };
    handle.createFunction({
      name,
      arity: -1,
      xStep: (context: number, ...[value, constant]: unknown[]) => {
        if (!takeSteps(budget, STEPS_PER_CALL)) throw new SqlFunctionError('interrupted');
        const { group } = groupOf(context);
        group.constant = Number(constant ?? 0);
        if (value !== null) group.values.push(Number(value));
      },
      xFinal: (context: number) => {
        const { key, group } = groupOf(context);
        groups.delete(key);
        return finish(group.values, group.constant);
      },
    });
  }
}

function wrapDatabase(library: Sqlite3Static, handle: SqliteHandle, budget: StepBudget): SqliteDatabase {
  const { capi } = library;
  capi.sqlite3_progress_handler(handle, STEPS_PER_LOOK, () => (takeSteps(budget, STEPS_PER_LOOK) ? 0 : 1), 0);
  return {
    run(sql) {
      budget.steps = 0;
      const statement = handle.prepare(sql);
      try {
        const types = Array.from({ length: statement.columnCount }, (_, at) =>
          capi.sqlite3_column_decltype(statement, at)?.toLowerCase(),
        );
        const rows: (string | null)[][] = [];
        while (statement.step()) {
          if (rows.length >= MAX_RESULT_ROWS) throw new Error(`more than ${MAX_RESULT_ROWS} rows`);
          rows.push(types.map((type, at) => formatValue(statement.get(at) as SqlValue, type)));
        }
        return types.length === 0 ? null : { columns: statement.getColumnNames([]), rows };
      } finally {
        statement.finalize();
      }
    },

    insert(table, rows) {
      const columns = this.run(`SELECT * FROM ${quoteIdentifier(table)} LIMIT 0`)?.columns ?? [];
      budget.steps = 0;
      handle.transaction(() => {
        const statement = handle.prepare(
          `INSERT INTO ${quoteIdentifier(table)} VALUES (${columns.map(() => '?').join(', ')})`,
        );
        try {
          for (const row of rows) statement.bind([...row]).stepReset();
        } finally {
          statement.finalize();
        }
      });
    },

    export: () => capi.sqlite3_js_db_export(handle),

    close: () => handle.close(),
  };
}

/** A value as Redshift prints it. */
function formatValue(value: SqlValue, type: string | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (type === 'boolean') return value === 1 ? 't' : 'f';
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
}
