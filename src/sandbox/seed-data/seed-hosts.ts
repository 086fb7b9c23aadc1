import { createGrants } from '../civis/access-control.ts';
import type { CivisPlatform } from '../civis/civis-platform.ts';
import { insertRow } from '../civis/collections.ts';
import { type DatabaseTable, generateLater } from '../civis/sql-databases.ts';
import type { ColumnType } from '../csv/column-types.ts';
import type { Row, Table } from '../state/table.ts';
import { CREDENTIALS, GIT_REPOS, REMOTE_HOSTS, TABLES } from './data-sources.ts';
import { addRows, createdDaysAgo, findByName, timeDaysAgo } from './seed-rows.ts';
import type { SeedUsers } from './seed-users.ts';

/** Adds the hosts, credentials and tables that jobs refer to. */
export function seedHosts(civis: CivisPlatform, users: SeedUsers): void {
  addRemoteHosts(civis, users);
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
  addRows(
    civis,
    'git_repos',
    GIT_REPOS.map((repo_url) => ({ repo_url, ...createdDaysAgo(civis, 100) })),
  );
}

/** Databases are remote hosts as well, under ids of their own. */
function addRemoteHosts(civis: CivisPlatform, users: SeedUsers): void {
  const author = users.user('bokafor');
  const groups = ['Analytics', 'Data Engineering', 'Marketing Science'] as const;
  addRows(
    civis,
    'remote_hosts',
    REMOTE_HOSTS.map(({ name, type, url }) => ({
      name,
      type,
      url,
      description: null,
      user: author,
      my_permission_level: 'read',
      grants: createGrants(
        author,
        groups.map((group) => [users.group(group).id, 'read']),
      ),
      ...createdDaysAgo(civis, 390),
    })),
  );
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
