/** One stored object, under snake_case names. `scope` holds the ids of the objects that it belongs to. */
export interface Row {
  id: number;
  scope: string;
  [field: string]: unknown;
}

/** The contents of a table, as they are persisted. */
export interface TableSnapshot {
  readonly lastId: number;
  readonly rows: readonly Row[];
}

/** Rows, indexed by id and by scope. Rows are mutable. */
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

  snapshot(): TableSnapshot {
    return { lastId: this.#lastId, rows: this.all() };
  }

  restore({ lastId, rows }: TableSnapshot): void {
    for (const row of rows) this.insert(row as T);
    this.#lastId = lastId;
  }

  /** The rows that belong to one object, oldest first. */
  inScope(scope: string): readonly T[] {
    return this.#scopes.get(scope) ?? [];
  }
}
