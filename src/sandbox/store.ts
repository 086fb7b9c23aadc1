import type { File, Job, Person, Project, Run, Team } from './records.ts';
import { type KeptTable, type Row, Table } from './table.ts';

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
