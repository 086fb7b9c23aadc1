import { toText } from '../../json.ts';
import { quoteIdentifier } from '../sql/sql-values.ts';
import type { Job } from '../state/entities.ts';
import type { Row, Table } from '../state/table.ts';
import { invalidResource, notFound } from './civis-error.ts';
import { type CivisPlatform, type CivisRequest, type HandlerMap, isoTime } from './civis-platform.ts';
import { insertRow } from './collections.ts';
import { findTable, qualifiedName } from './database-tables.ts';
import { listResponse } from './list-responses.ts';
import { startRun } from './runs.ts';
import { type DatabaseTable, sqlTypeOf } from './sql-databases.ts';

/** Rough size of one value. */
const VALUE_BYTES = 12;
const SAMPLE_VALUES = 5;

/** Tables of all databases, as the platform describes them. */
export function tableHandlers(civis: CivisPlatform): HandlerMap {
  const tables = () => civis.store.table('databases/tables') as Table<DatabaseTable>;
  const tags = () => civis.store.table('table_tags');
  const byId = ({ path }: CivisRequest) => tables().get(Number(path['id'])) ?? fail();
  const listed = (request: CivisRequest, rows: readonly DatabaseTable[]) =>
    listResponse(
      civis,
      request,
      'databases/tables',
      rows.map((table) => tableSummary(civis, table)) as Row[],
    );
  return {
    'GET /tables': (request) => listed(request, tables().all().filter(matchesQuery(request.query))),
    'GET /tables/{id}': (request) => ({ value: tableDetail(civis, byId(request)) }),
    'PATCH /tables/{id}': (request) => {
      const table = Object.assign(byId(request), request.body);
      return { value: tableDetail(civis, table) };
    },
    'POST /tables/scan': (request) => {
      const { database_id: database, schema, table_name: table } = request.body;
      const target = { database: Number(database), schema: toText(schema), table: toText(table) };
      const found = findTable(civis, target);
      if (found === undefined) throw invalidResource(`Table ${qualifiedName(target)} does not exist.`);
      found.last_refresh = isoTime(civis.now());
      const name = `Scan of ${qualifiedName(target)}`;
      const fields = { name, type: 'JobTypes::TableScan', hidden: true };
      const job = insertRow(civis, 'jobs', '', request.caller, fields) as Job;
      return { value: { job_id: job.id, run_id: startRun(civis, job, civis.now()).id }, status: 201 };
    },
    'PUT /tables/{id}/tags/{table_tag_id}': (request) => {
      const table = byId(request);
      const tag = tags().get(Number(request.path['table_tag_id']));
      if (tag === undefined) throw notFound('The tag does not exist.');
      table['tag_ids'] = [...new Set([...tagIdsOf(table), tag.id])];
      return { value: { id: table.id, table_tag_id: tag.id } };
    },
    'DELETE /tables/{id}/tags/{table_tag_id}': (request) => {
      const table = byId(request);
      const id = Number(request.path['table_tag_id']);
      if (!tagIdsOf(table).includes(id)) throw notFound('The table does not have this tag.');
      table['tag_ids'] = tagIdsOf(table).filter((each) => each !== id);
      return {};
    },
    'GET /tables/{id}/columns': (request) => {
      const table = byId(request);
      const columns = describeColumns(civis, table).map((column, at) => ({
        id: at + 1,
        scope: '',
        ...column,
      }));
      return listResponse(civis, request, 'databases/tables/columns', columns);
    },
  };
}

function fail(): never {
  throw notFound();
}

type Query = Readonly<Record<string, unknown>>;

/** The filters of the list; `%` and `*` stand for any text. */
function matchesQuery(query: Query): (table: DatabaseTable) => boolean {
  const { database_id: database, schema, name, search } = query;
  const tags = [query['table_tag_ids']]
    .flat()
    .filter((id) => id !== undefined)
    .map(Number);
  return (table) =>
    (database === undefined || table.scope === toText(database)) &&
    matchesWildcard(schema, table.schema) &&
    matchesWildcard(name, table.name) &&
    (search === undefined || `${table.schema}.${table.name}`.includes(toText(search).toLowerCase())) &&
    (tags.length === 0 || tagIdsOf(table).some((id) => tags.includes(id)));
}

function matchesWildcard(pattern: unknown, value: string): boolean {
  if (pattern === undefined) return true;
  const [first = '', ...rest] = toText(pattern).toLowerCase().split(/[%*]/);
  if (rest.length === 0) return value === first;
  const last = rest.pop() ?? '';
  return value.startsWith(first) && value.endsWith(last) && rest.every((part) => value.includes(part));
}

function tagIdsOf(table: DatabaseTable): readonly number[] {
  return (table['tag_ids'] as readonly number[] | undefined) ?? [];
}

function tableSummary({ store }: CivisPlatform, table: DatabaseTable): Record<string, unknown> {
  const { columns, row_count, last_refresh = null, data_updated_at } = table;
  const isStale = last_refresh === null || (data_updated_at !== undefined && data_updated_at > last_refresh);
  const tags = store.table('table_tags');
  return {
    ...table,
    database_id: Number(table.scope),
    description: table['description'] ?? null,
    is_view: table.is_view === true,
    column_count: columns.length,
    size_mb: Math.max(1, Math.ceil((row_count * columns.length * VALUE_BYTES) / 1024 ** 2)),
    owner: 'sandbox',
    distkey: null,
    sortkeys: null,
    refresh_status: isStale ? 'stale' : 'current',
    last_refresh,
    refresh_id: null,
    last_run: null,
    table_tags: tagIdsOf(table)
      .map((id) => tags.get(id))
      .filter((tag) => tag !== undefined),
  };
}

function tableDetail(civis: CivisPlatform, table: DatabaseTable): Record<string, unknown> {
  return {
    ...tableSummary(civis, table),
    data_updated_at: table.data_updated_at ?? null,
    schema_updated_at: null,
    primary_keys: table['primary_keys'] ?? [],
    last_modified_keys: table['last_modified_keys'] ?? [],
    ontology_mapping: table['ontology_mapping'] ?? {},
    columns: describeColumns(civis, table),
    joins: [],
    multipart_key: [],
    enhancements: [],
    view_def: null,
    table_def: null,
    outgoing_table_matches: [],
  };
}

/** Columns with what the database says of their values. */
function describeColumns({ databases }: CivisPlatform, table: DatabaseTable): Record<string, unknown>[] {
  const from = quoteIdentifier(`${table.schema}.${table.name}`);
  return table.columns.map((column, at) => {
    const name = quoteIdentifier(column.name);
    const [[nulls, distinct, least, most] = []] = databases.queryTable(
      table,
      `SELECT count(*) - count(${name}), count(DISTINCT ${name}), min(${name}), max(${name}) FROM ${from}`,
    );
    const samples = databases.queryTable(
      table,
      `SELECT DISTINCT ${name} FROM ${from} WHERE ${name} IS NOT NULL LIMIT ${SAMPLE_VALUES}`,
    );
    return {
      name: column.name,
      civis_data_type: column.type === 'text' ? 'string' : column.type,
      sql_type: sqlTypeOf(column),
      sample_values: samples.map(([value]) => value),
      encoding: 'none',
      description: null,
      order: at + 1,
      min_value: least ?? null,
      max_value: most ?? null,
      value_distribution_percent: {},
      coverage_count: table.row_count - Number(nulls ?? 0),
      null_count: Number(nulls ?? 0),
      possible_dependent_variable_types: [],
      useable_as_independent_variable: true,
      useable_as_primary_key: Number(distinct) === table.row_count,
      value_distribution: {},
      distinct_count: Number(distinct ?? 0),
    };
  });
}
