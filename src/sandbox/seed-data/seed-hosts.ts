import { createGrants } from '../civis/access-control.ts';
import type { CivisPlatform } from '../civis/civis-platform.ts';
import { insertRow } from '../civis/collections.ts';
import { type DatabaseTable, generateLater } from '../civis/sql-databases.ts';
import type { ColumnType } from '../csv/column-types.ts';
import type { Row, Table } from '../state/table.ts';
import { CREDENTIALS, REMOTE_HOSTS, TABLES } from './data-sources.ts';
import { addRows, createdDaysAgo, findByName, timeDaysAgo } from './seed-rows.ts';
import type { SeedUsers } from './seed-users.ts';

/** Adds the hosts, credentials and tables that jobs refer to. */
export function seedHosts(civis: CivisPlatform, users: SeedUsers): void {
  addRows(
    civis,
    'remote_hosts',
    REMOTE_HOSTS.map((name) => ({ name })),
  );
  for (const { owner, host, daysAgo, isDefault = false, ...seed } of CREDENTIALS) {
    const author = users.user(owner);
    const known = host === null ? null : findHost(civis, host);
    insertRow(civis, 'credentials', '', author, {
      ...seed,
      ...createdDaysAgo(civis, daysAgo),
      owner: author.username,
      owner_id: author.id,
      remote_host_id: known?.id ?? null,
      remote_host_name: host,
      default: isDefault,
      system_credential: false,
      grants: createGrants(author, [[users.group('Analytics').id, 'read']]),
    });
  }
  addTables(civis);
}

/** Tables with rows that are generated when somebody queries them. */
function addTables(civis: CivisPlatform): void {
  const tables = civis.store.table('databases/tables') as Table<DatabaseTable>;
  const scope = String(findByName(civis, 'databases', 'Harbor Redshift').id);
  for (const [schema, name, columns, count] of TABLES) {
    const typed = columns.split(', ').map((column) => {
      const [title = '', type] = column.split(' ');
      return { name: title, type: type as ColumnType };
    });
    const table = tables.insert({ id: tables.nextId(), scope, schema, name, columns: typed, row_count: 0 });
    generateLater(table, count);
    table.data_updated_at = timeDaysAgo(civis, 1);
  }
}

function findHost({ store }: CivisPlatform, name: string): Row | undefined {
  const hosts = [...store.table('databases').all(), ...store.table('remote_hosts').all()];
  return hosts.find((host) => host['name'] === name);
}
