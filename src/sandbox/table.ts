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
