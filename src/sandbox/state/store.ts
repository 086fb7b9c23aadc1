import type { FileRecord, Group, Job, Project, Run, User } from './entities.ts';
import { type Row, Table, type TableSnapshot } from './table.ts';

/** Distance between the id ranges of tables: an id that is used on the wrong table finds nothing. */
const ID_RANGE = 100_000;

/** All tables of the sandboxed Civis Platform. */
export class Store {
  readonly #tables = new Map<string, Table>();
  readonly users = this.#add('users', new Table<User>(2_101));
  readonly groups = this.#add('groups', new Table<Group>(301));
  readonly projects = this.#add('projects', new Table<Project>(90_401));
  /** Jobs of every type: an import is a job, too, and served under `/imports` and under `/jobs`. */
  readonly jobs = this.#add('jobs', new Table<Job>(410_001));
  readonly runs = this.#add('runs', new Table<Run>(7_300_001));
  readonly files = this.#add('files', new Table<FileRecord>(1_520_001));

  /** The table of that name; created if it does not exist. */
  table(name: string): Table {
    return this.#tables.get(name) ?? this.#add(name, new Table(20_000_001 + this.#tables.size * ID_RANGE));
  }

  snapshot(): ReadonlyMap<string, TableSnapshot> {
    return new Map([...this.#tables].map(([name, table]) => [name, table.snapshot()]));
  }

  /** Fills the empty store. */
  restore(snapshots: ReadonlyMap<string, TableSnapshot>): void {
    for (const [name, table] of snapshots) this.table(name).restore(table);
  }

  #add<T extends Row>(name: string, table: Table<T>): Table<T> {
    this.#tables.set(name, table);
    return table;
  }
}
