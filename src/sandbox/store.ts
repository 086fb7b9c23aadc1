import type { File, Job, Person, Project, Run, Team } from './records.ts';

/** One stored object, under snake_case names. `scope` holds the ids of what it belongs to. */
export interface Row {
  id: number;
  scope: string;
  [field: string]: unknown;
}

/** What a table holds, to be kept in a file. */
export interface KeptTable {
  readonly lastId: number;
  readonly rows: readonly Row[];
}

/** Rows by id and by scope. Rows are changed in place. */
export class Table<T extends Row = Row> {
  readonly #rows = new Map<number, T>();
  readonly #scopes = new Map<string, T[]>();
  #lastId: number;

  constructor(firstId: number) {
    this.#lastId = firstId - 1;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  insert(row: T): T {
    this.#rows.set(row.id, row);
    const scope = this.#scopes.get(row.scope);
    if (scope === undefined) this.#scopes.set(row.scope, [row]);
    else scope.push(row);
    return row;
  }

  get(id: number): T | undefined {
    return this.#rows.get(id);
  }

  delete(row: T): void {
    this.#rows.delete(row.id);
    const scope = this.#scopes.get(row.scope) ?? [];
    scope.splice(scope.indexOf(row), 1);
  }

  get size(): number {
    return this.#rows.size;
  }

  all(): T[] {
    return [...this.#rows.values()];
  }

  take(): KeptTable {
    return { lastId: this.#lastId, rows: this.all() };
  }

  put({ lastId, rows }: KeptTable): void {
    for (const row of rows) this.insert(row as T);
    this.#lastId = lastId;
  }

  /** The rows that belong to one object, oldest first. */
  within(scope: string): readonly T[] {
    return this.#scopes.get(scope) ?? [];
  }
}

/** Ids of different tables do not meet, so that an id in the wrong place finds nothing. */
const ID_RANGE = 100_000;

/** Everything that the sandboxed Civis Platform holds. */
export class Store {
  readonly #tables = new Map<string, Table>();
  readonly users = this.#add('users', new Table<Person>(2_101));
  readonly groups = this.#add('groups', new Table<Team>(301));
  readonly projects = this.#add('projects', new Table<Project>(90_401));
  /** Jobs of every type: an import is a job, too, and found under `/imports` and under `/jobs`. */
  readonly jobs = this.#add('jobs', new Table<Job>(410_001));
  readonly runs = this.#add('runs', new Table<Run>(7_300_001));
  readonly files = this.#add('files', new Table<File>(1_520_001));

  /** The table of that name; an empty one where there is none yet. */
  table(name: string): Table {
    return this.#tables.get(name) ?? this.#add(name, new Table(20_000_001 + this.#tables.size * ID_RANGE));
  }

  take(): ReadonlyMap<string, KeptTable> {
    return new Map([...this.#tables].map(([name, table]) => [name, table.take()]));
  }

  /** Fills the empty store. */
  put(kept: ReadonlyMap<string, KeptTable>): void {
    for (const [name, table] of kept) this.table(name).put(table);
  }

  #add<T extends Row>(name: string, table: Table<T>): Table<T> {
    this.#tables.set(name, table);
    return table;
  }
}
