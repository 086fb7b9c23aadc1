import { createGrants } from '../civis/access-control.ts';
import type { CivisPlatform } from '../civis/civis-platform.ts';
import { insertRow } from '../civis/collections.ts';
import { projectsOf } from '../civis/project-contents.ts';
import type { DatabaseTable } from '../civis/sql-databases.ts';
import type { Row, Table } from '../state/table.ts';
import { PROJECT_TABLES, REPORTS, type ReportSeed, TABLE_TAGS } from './reports.ts';
import { createdDaysAgo, findByName } from './seed-rows.ts';
import type { SeedUsers } from './seed-users.ts';

/** Adds reports, the tags of tables, and what projects contain beside jobs. */
export function seedReports(civis: CivisPlatform, users: SeedUsers): void {
  for (const seed of REPORTS) addReport(civis, users, seed);
  for (const [name, username, tables] of TABLE_TAGS) {
    const tag = insertRow(civis, 'table_tags', '', users.user(username), { name });
    for (const title of tables) {
      const table = findTableNamed(civis, title);
      table['tag_ids'] = [...((table['tag_ids'] as readonly number[] | undefined) ?? []), tag.id];
    }
  }
  for (const [project, table] of PROJECT_TABLES) putInto(civis, project, findTableNamed(civis, table));
  putInto(civis, 'Churn', findByName(civis, 'notebooks', 'Churn features'));
  putInto(civis, 'Churn', findByName(civis, 'files', 'churn_scores.csv.gz'));
}

function addReport(civis: CivisPlatform, users: SeedUsers, seed: ReportSeed): void {
  const { shows, project, daysAgo, name, description } = seed;
  const author = users.user(seed.author);
  const moment = createdDaysAgo(civis, daysAgo);
  const grants = createGrants(author, [[users.group('Analytics').id, 'write']]);
  const common = { name, description, ...moment, viz_updated_at: moment.updated_at, grants };
  const add = (collection: string, fields: Record<string, unknown>) =>
    insertRow(civis, collection, '', author, { ...common, ...fields });
  const report =
    'html' in shows
      ? add('reports', { code_key: civis.objectStore.create('report.html', Buffer.from(shows.html)) })
      : 'sql' in shows
        ? add('reports/sql', { config: '{}', query_id: addQuery(civis, users, seed, shows.sql).id })
        : add('reports', { type: 'ReportTypes::Tableau', tableau_id: shows.tableauId });
  if (project !== null) putInto(civis, project, report);
}

function addQuery(
  civis: CivisPlatform,
  users: SeedUsers,
  { name, author, daysAgo }: ReportSeed,
  sql: string,
): Row {
  return insertRow(civis, 'queries', '', users.user(author), {
    name,
    sql,
    hidden: true,
    ...createdDaysAgo(civis, daysAgo),
    database: findByName(civis, 'databases', 'Harbor Redshift').id,
    credential: findByName(civis, 'credentials', 'redshift-analyst').id,
    preview_rows: 100,
  });
}

function putInto(civis: CivisPlatform, project: string, row: Row): void {
  projectsOf(row).add(findByName(civis, 'projects', project).id);
}

function findTableNamed({ store }: CivisPlatform, title: string): DatabaseTable {
  const tables = store.table('databases/tables') as Table<DatabaseTable>;
  const found = tables.all().find(({ schema, name }) => `${schema}.${name}` === title);
  if (found === undefined) throw new Error(`The seed data has no table ${title}.`);
  return found;
}
