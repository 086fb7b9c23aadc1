import { isObject, toText } from '../../json.ts';
import { parseDefinition } from '../../workflow-yaml/parse-definition.ts';
import type { Job } from '../state/entities.ts';
import type { Row } from '../state/table.ts';
import type { CivisPlatform } from './civis-platform.ts';
import { type Execution, serializeExecution } from './execution-tasks.ts';
import { nextScheduledTime } from './next-scheduled-time.ts';
import { projectNames, serializeProject } from './project-contents.ts';

type Serializer = (civis: CivisPlatform, row: Row) => Readonly<Record<string, unknown>>;

/** Lifetime of the links in an object. */
const LINK_LIFETIME = 30 * 60_000;

/** Derived fields of the objects in each collection. */
const SERIALIZERS: Readonly<Record<string, Serializer>> = {
  'clusters/workers': ({ store }) => ({
    active_jobs_count: store.jobs.all().filter(({ state }) => state === 'running').length,
    queued_jobs_count: store.jobs.all().filter(({ state }) => state === 'queued').length,
  }),
  enhancements: (_, { enhancement_type: type }) => ({ type }),
  'enhancements/cass-ncoa': (_, { enhancement_type: type }) => ({ type }),
  'enhancements/cass-ncoa/runs/outputs': ({ origin }, { page }) => ({
    link: `${origin()}/civis${toText(page)}`,
  }),
  exports: (_, { export_type: type }) => ({ type }),
  groups: serializeGroup,
  imports: serializeImport,
  'imports/syncs': (_, { source, destination }) => ({
    source: withPath(source),
    destination: withPath(destination),
  }),
  'media/optimizations': (_, row) => {
    const { last_run } = row as Job;
    return { runs: row['media_runs'], last_run_id: last_run?.id, finished_at: last_run?.finished_at };
  },
  models: serializeModel,
  notebooks: serializeNotebook,
  projects: serializeProject,
  queries: serializeQuery,
  reports: serializeReport,
  'reports/sql': serializeSqlReport,
  table_tags: serializeTableTag,
  workflows: serializeWorkflow,
  'workflows/executions': (civis, row) => serializeExecution(civis, row as Execution),
};

/** A stored object with the derived fields of its collection. */
export function serializeRow(civis: CivisPlatform, collection: string, row: Row): Row {
  const serializer = SERIALIZERS[collection];
  return serializer === undefined ? row : { ...row, ...serializer(civis, row) };
}

function serializeImport(civis: CivisPlatform, row: Row): Record<string, unknown> {
  const syncs = civis.store.table('imports/syncs').inScope(String(row.id));
  return {
    job_type: row['type'],
    source: withHostName(civis, row['source']),
    destination: withHostName(civis, row['destination']),
    syncs: syncs.map((sync) => serializeRow(civis, 'imports/syncs', sync)),
  };
}

function withHostName({ store }: CivisPlatform, side: unknown): unknown {
  if (!isObject(side)) return null;
  const id = Number(side['remote_host_id']);
  const host = store.table('databases').get(id) ?? store.table('remote_hosts').get(id);
  return { ...side, name: host?.['name'] ?? `Remote host ${id}` };
}

/** The platform adds a path to every table and worksheet that a sync names. */
function withPath(side: unknown): unknown {
  if (!isObject(side) || typeof side['path'] === 'string') return side;
  const { database_table: table, google_worksheet: sheet } = side;
  if (isObject(table)) return { ...side, path: `${toText(table['schema'])}.${toText(table['table'])}` };
  return {
    ...side,
    path: isObject(sheet) ? `${toText(sheet['spreadsheet'])}/${toText(sheet['worksheet'])}` : '',
  };
}

function serializeModel({ store }: CivisPlatform, row: Row): Record<string, unknown> {
  const { name, last_run } = row as Job;
  const builds = store.runs.inScope(String(row.id));
  return {
    model_name: name,
    builds,
    predictions: store.table('models/predictions').inScope(String(row.id)),
    current_build_state: last_run?.state ?? 'idle',
    current_build_exception: last_run?.error,
    last_output_location: builds.findLast(({ state }) => state === 'succeeded')?.['output_location'],
  };
}

/** A query is its last run, and shows the first rows of its result. */
function serializeQuery(_: CivisPlatform, row: Row): Record<string, unknown> {
  const { last_run: run } = row as Job;
  return {
    credential: row['credential'] ?? null,
    result_rows: row['result_rows'] ?? null,
    result_columns: row['result_columns'] ?? null,
    error: run?.error ?? null,
    started_at: run?.started_at ?? null,
    finished_at: run?.finished_at ?? null,
    last_run_id: run?.id ?? null,
    archived: String(row['archived'] === true),
    my_permission_level: 'manage',
  };
}

function serializeWorkflow({ now }: CivisPlatform, row: Row): Record<string, unknown> {
  const { definition, schedule, archived } = row;
  const [problem] = parseDefinition(toText(definition)).problems;
  const next = isObject(schedule) ? nextScheduledTime(schedule, now()) : undefined;
  return {
    definition: toText(definition),
    valid: problem === undefined,
    validation_errors: problem === undefined ? null : `line ${problem.line}: ${problem.message}`,
    next_execution_at: next === undefined ? null : new Date(next).toISOString(),
    archived: String(archived === true),
    my_permission_level: 'manage',
  };
}

function serializeNotebook({ store, objectStore, now }: CivisPlatform, row: Row): Record<string, unknown> {
  const expires = now() + LINK_LIFETIME;
  const linkTo = (id: unknown) => {
    const file = store.files.get(Number(id));
    return file === undefined ? '' : objectStore.downloadUrl(file.key, expires);
  };
  return {
    most_recent_deployment: store.table('notebooks/deployments').inScope(String(row.id)).at(-1),
    notebook_url: linkTo(row['file_id']),
    notebook_preview_url: objectStore.downloadUrl(String(row['preview_key']), expires),
    requirements_url: linkTo(row['requirements_file_id']),
  };
}

/** The members as users, and how many they are. */
function serializeGroup({ store }: CivisPlatform, group: Row): Record<string, unknown> {
  const members = (group['members'] as number[]).map((id) => store.users.get(id));
  return {
    members,
    member_count: members.filter((user) => user?.['active'] === true).length,
    total_member_count: members.length,
  };
}

function serializeReport(civis: CivisPlatform, row: Row): Record<string, unknown> {
  const { store, objectStore, now } = civis;
  const job = store.jobs.get(Number(row['script_id'] ?? row['query_id']));
  const key = row['code_key'];
  return {
    projects: projectNames(civis, row),
    script: job === undefined ? null : { id: job.id, name: job.name, sql: job['sql'] ?? null },
    state: job?.state ?? null,
    finished_at: job?.last_run?.finished_at ?? null,
    last_run: job?.last_run ?? null,
    auth_code_url: typeof key === 'string' ? objectStore.downloadUrl(key, now() + LINK_LIFETIME) : null,
    archived: String(row['archived'] === true),
    my_permission_level: 'manage',
  };
}

/** A SQL report shows the result of its query. */
function serializeSqlReport(civis: CivisPlatform, row: Row): Record<string, unknown> {
  const job = civis.store.jobs.get(Number(row['query_id']));
  const query = job === undefined ? null : { ...job, ...serializeQuery(civis, job) };
  return {
    query,
    archived: String(row['archived'] === true),
    my_permission_level: 'manage',
  };
}

/** A tag knows how many tables have it. */
function serializeTableTag({ store }: CivisPlatform, { id }: Row): Record<string, unknown> {
  const tables = store.table('databases/tables').all();
  return {
    table_count: tables.filter(({ tag_ids }) => Array.isArray(tag_ids) && tag_ids.includes(id)).length,
  };
}
