import { isObject } from '../../tools/wire.ts';
import type { Job } from '../records.ts';
import type { Row } from '../table.ts';
import type { Civis } from './platform.ts';

type View = (civis: Civis, row: Row) => Readonly<Record<string, unknown>>;

/** How long links are good for that come along with an object. */
const LINK = 30 * 60_000;

/** What collections show of their objects beyond the fields that these hold. */
const VIEWS: Readonly<Record<string, View>> = {
  'clusters/workers': ({ store }) => ({
    active_jobs_count: store.jobs.all().filter(({ state }) => state === 'running').length,
    queued_jobs_count: store.jobs.all().filter(({ state }) => state === 'queued').length,
  }),
  enhancements: (_, { enhancement_type: type }) => ({ type }),
  'enhancements/cass-ncoa': (_, { enhancement_type: type }) => ({ type }),
  'enhancements/cass-ncoa/runs/outputs': ({ origin }, { page }) => ({ link: `${origin()}/civis${page}` }),
  exports: (_, { export_type: type }) => ({ type }),
  imports: showImport,
  'imports/syncs': (_, { source, destination }) => ({
    source: withPath(source),
    destination: withPath(destination),
  }),
  'media/optimizations': (_, row) => {
    const { last_run } = row as Job;
    return { runs: row['media_runs'], last_run_id: last_run?.id, finished_at: last_run?.finished_at };
  },
  models: showModel,
  notebooks: showNotebook,
};

/** An object as its collection shows it. */
export function shown(civis: Civis, collection: string, row: Row): Row {
  const view = VIEWS[collection];
  return view === undefined ? row : { ...row, ...view(civis, row) };
}

function showImport(civis: Civis, row: Row): Record<string, unknown> {
  const syncs = civis.store.table('imports/syncs').inScope(String(row.id));
  return {
    job_type: row['type'],
    source: withHostName(civis, row['source']),
    destination: withHostName(civis, row['destination']),
    syncs: syncs.map((sync) => shown(civis, 'imports/syncs', sync)),
  };
}

function withHostName({ store }: Civis, side: unknown): unknown {
  if (!isObject(side)) return null;
  const id = Number(side['remote_host_id']);
  const host = store.table('databases').get(id) ?? store.table('remote_hosts').get(id);
  return { ...side, name: host?.['name'] ?? `Remote host ${id}` };
}

/** The platform keeps a path beside every table and worksheet that a sync names. */
function withPath(side: unknown): unknown {
  if (!isObject(side) || typeof side['path'] === 'string') return side;
  const { database_table: table, google_worksheet: sheet } = side;
  if (isObject(table)) return { ...side, path: `${table['schema']}.${table['table']}` };
  return { ...side, path: isObject(sheet) ? `${sheet['spreadsheet']}/${sheet['worksheet']}` : '' };
}

function showModel({ store }: Civis, row: Row): Record<string, unknown> {
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

function showNotebook({ store, storage, now }: Civis, row: Row): Record<string, unknown> {
  const until = now() + LINK;
  const linkTo = (id: unknown) => {
    const file = store.files.get(Number(id));
    return file === undefined ? '' : storage.downloadUrl(file.key, until);
  };
  return {
    most_recent_deployment: store.table('notebooks/deployments').inScope(String(row.id)).at(-1),
    notebook_url: linkTo(row['file_id']),
    notebook_preview_url: storage.downloadUrl(String(row['preview_key']), until),
    requirements_url: linkTo(row['requirements_file_id']),
  };
}
