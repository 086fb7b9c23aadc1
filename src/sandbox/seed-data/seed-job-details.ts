import { type CivisPlatform, isoTime } from '../civis/civis-platform.ts';
import { collectionConfig } from '../civis/collection-config.ts';
import { storeAddressOutputs } from '../civis/enhancements.ts';
import { setBuildMetrics } from '../civis/models.ts';
import type { Job } from '../state/entities.ts';
import { ADDRESSES, ENHANCEMENT_TYPES, EXPORTS, IMPORTS } from './job-settings.ts';
import { MODEL_TYPES, MODELS, type ModelSeed } from './models.ts';
import { SCRIPT_CODE } from './script-code.ts';
import { findByName } from './seed-rows.ts';

/** Adds the fields that are particular to the type of each job. */
export function seedJobDetails(civis: CivisPlatform): void {
  addTypes(civis);
  for (const job of civis.store.jobs.all()) {
    Object.assign(job, collectionConfig(job.kind).defaults, { name: job.name });
    if (job.kind === 'imports') addImportDetails(civis, job);
    if (job.kind === 'exports') job['export_type'] = EXPORTS[job.name];
    if (job.kind === 'enhancements/cass-ncoa') addEnhancementDetails(civis, job);
    if (job.kind.startsWith('scripts/')) Object.assign(job, scriptCode(civis, job));
    const model = MODELS[job.name];
    if (model !== undefined) addModelDetails(civis, job, model);
  }
}

/** What a script runs, and where. */
function scriptCode(civis: CivisPlatform, { name, kind }: Job): Record<string, unknown> {
  const code = SCRIPT_CODE[name] ?? '';
  if (kind === 'scripts/containers')
    return { docker_command: code, docker_image_name: 'civisanalytics/datascience-python' };
  if (kind !== 'scripts/sql') return { source: code };
  return {
    sql: code,
    remote_host_id: findByName(civis, 'databases', 'Harbor Redshift').id,
    credential_id: findByName(civis, 'credentials', 'redshift-loader').id,
  };
}

function addTypes({ store }: CivisPlatform): void {
  const models = store.table('models/types');
  for (const [algorithm, dv_type, fint_allowed] of MODEL_TYPES) {
    models.insert({ id: models.nextId(), scope: '', algorithm, dv_type, fint_allowed });
  }
  const enhancements = store.table('enhancements/types');
  for (const name of ENHANCEMENT_TYPES) enhancements.insert({ id: enhancements.nextId(), scope: '', name });
}

function addImportDetails(civis: CivisPlatform, job: Job): void {
  const seed = IMPORTS[job.name];
  if (seed === undefined) return;
  const [schema, table] = seed.table;
  const from = seed.from === 'Pine Postgres' ? 'databases' : 'remote_hosts';
  job['sync_type'] = 'Dbsync';
  job['is_outbound'] = false;
  job['source'] = {
    remote_host_id: findByName(civis, from, seed.from).id,
    credential_id: findByName(civis, 'credentials', seed.with).id,
  };
  job['destination'] = {
    remote_host_id: findByName(civis, 'databases', 'Harbor Redshift').id,
    credential_id: findByName(civis, 'credentials', 'redshift-loader').id,
  };
  const syncs = civis.store.table('imports/syncs');
  syncs.insert({
    id: syncs.nextId(),
    scope: String(job.id),
    source: { database_table: { schema: 'public', table } },
    destination: { database_table: { schema, table } },
    advanced_options: { existing_table_rows: 'truncate', max_errors: 0, verify_table_row_counts: true },
    archived: false,
  });
}

function addEnhancementDetails(civis: CivisPlatform, job: Job): void {
  const [schema, table] = ADDRESSES.source;
  const [toSchema, toTable] = ADDRESSES.destination;
  Object.assign(job, {
    source: {
      database_table: {
        schema,
        table,
        remote_host_id: findByName(civis, 'databases', 'Harbor Redshift').id,
        credential_id: findByName(civis, 'credentials', 'redshift-analyst').id,
        multipart_key: ['customer_id'],
      },
    },
    destination: { database_table: { schema: toSchema, table: toTable } },
    column_mapping: { address1: 'address1', address2: 'address2', city: 'city', state: 'state', zip: 'zip' },
    perform_ncoa: true,
    ncoa_credential_id: findByName(civis, 'credentials', 'address-data').id,
    output_level: 'coalesced',
  });
  const run = job.last_run;
  if (run?.state === 'succeeded')
    storeAddressOutputs(civis, job, run, Date.parse(run.finished_at ?? run.created_at));
}

function addModelDetails(civis: CivisPlatform, job: Job, seed: ModelSeed): void {
  const { store } = civis;
  const type = store.table('models/types').all()[MODEL_TYPES.indexOf(seed.type)];
  Object.assign(job, {
    description: seed.description,
    table_name: seed.table,
    database_id: findByName(civis, 'databases', 'Harbor Redshift').id,
    credential_id: findByName(civis, 'credentials', 'redshift-analyst').id,
    model_type_id: type?.id,
    primary_key: seed.key,
    dependent_variable: seed.dependent,
    dependent_variable_order: [],
    excluded_columns: seed.excluded,
    cross_validation_parameters: seed.parameters,
    interaction_terms: false,
    box_cox_transformation: false,
  });
  const succeeded = store.runs.inScope(String(job.id)).filter(({ state }) => state === 'succeeded');
  for (const build of succeeded) setBuildMetrics(civis, job, build);
  job['active_build_id'] = succeeded.at(-1)?.id ?? null;
  addPredictions(civis, job, seed);
}

function addPredictions(civis: CivisPlatform, job: Job, { predictions }: ModelSeed): void {
  const table = civis.store.table('models/predictions');
  for (const [table_name, output_table, key] of predictions) {
    const updated_at = job.last_run?.finished_at ?? isoTime(civis.now());
    const scores = { table_name, output_table, primary_key: [key], state: 'succeeded', updated_at };
    table.insert({ id: table.nextId(), scope: String(job.id), ...scores });
  }
}
