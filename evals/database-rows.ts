import { createHash } from 'node:crypto';
import type { SandboxState } from '../src/sandbox/embedded-platforms.ts';
import { quoteIdentifier } from '../src/sandbox/sql/sql-values.ts';
import { loadEngine } from '../src/sandbox/sql/sqlite-engine.ts';

type Digests = ReadonlyMap<string, string>;

/** Of databases that were read before, by their bytes: most tasks change none. */
const known = new Map<string, Digests>();

/** A digest of the rows of each table, by `database/schema.table`. */
export async function readRows({ databases = new Map(), tables }: SandboxState): Promise<Digests> {
  const names = new Map(tables.get('databases')?.rows.map(({ id, name }) => [String(id), String(name)]));
  const rows = new Map<string, string>();
  for (const [id, bytes] of databases) {
    for (const [table, digest] of await digestsOf(bytes)) rows.set(`${names.get(id) ?? id}/${table}`, digest);
  }
  return rows;
}

async function digestsOf(bytes: Uint8Array): Promise<Digests> {
  const key = digest(bytes);
  const read = known.get(key) ?? (await readDatabase(bytes));
  known.set(key, read);
  return read;
}

async function readDatabase(bytes: Uint8Array): Promise<Digests> {
  const database = (await loadEngine(() => 0))(bytes);
  const names = database.run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")?.rows ?? [];
  const digests = names
    .map(([name]) => String(name))
    // Written anew at each query that reads it.
    .filter((name) => !name.startsWith('information_schema.'))
    .map(
      (name) =>
        [name, digest(JSON.stringify(database.run(`SELECT * FROM ${quoteIdentifier(name)}`)?.rows))] as const,
    );
  database.close();
  return new Map(digests);
}

function digest(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 16);
}
