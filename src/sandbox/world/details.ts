import { storeAddressOutputs } from '../civis/enhancements.ts';
import { setBuildMetrics } from '../civis/models.ts';
import { type CivisPlatform, isoTime } from '../civis/platform.ts';
import { collectionConfig } from '../civis/traits.ts';
import type { Job } from '../records.ts';
import type { Row } from '../table.ts';
import { ADDRESSES, ENHANCEMENT_TYPES, EXPORTS, IMPORTS } from './job-settings.ts';
import { MODEL_TYPES, MODELS, type ModelPlan } from './models.ts';

/** Finds what the world has under a name. */
export type Named = (table: string, name: string) => Row;

/** Tells of each job what its kind has beyond what all jobs have. */
export function describeJobs(civis: CivisPlatform, named: Named): void {
  addTypes(civis);
  for (const job of civis.store.jobs.all()) {
    Object.assign(job, collectionConfig(job.kind).defaults, { name: job.name });
    if (job.kind === 'imports') describeImport(civis, job, named);
    if (job.kind === 'exports') job['export_type'] = EXPORTS[job.name];
    if (job.kind === 'enhancements/cass-ncoa') describeEnhancement(civis, job, named);
    const model = MODELS[job.name];
    if (model !== undefined) describeModel(civis, job, model, named);
  }
}

function addTypes({ store }: CivisPlatform): void {
  const models = store.table('models/types');
  for (const [algorithm, dv_type, fint_allowed] of MODEL_TYPES) {
    models.insert({ id: models.nextId(), scope: '', algorithm, dv_type, fint_allowed });
  }
  const enhancements = store.table('enhancements/types');
  for (const name of ENHANCEMENT_TYPES) enhancements.insert({ id: enhancements.nextId(), scope: '', name });
}

function describeImport({ store }: CivisPlatform, job: Job, named: Named): void {
  const plan = IMPORTS[job.name];
  if (plan === undefined) return;
  const [schema, table] = plan.table;
  const from = plan.from === 'Pine Postgres' ? 'databases' : 'remote_hosts';
  job['sync_type'] = 'Dbsync';
  job['is_outbound'] = false;
  job['source'] = {
    remote_host_id: named(from, plan.from).id,
    credential_id: named('credentials', plan.with).id,
  };
  job['destination'] = {
    remote_host_id: named('databases', 'Harbor Redshift').id,
    credential_id: named('credentials', 'redshift-loader').id,
  };
  const syncs = store.table('imports/syncs');
  syncs.insert({
    id: syncs.nextId(),
    scope: String(job.id),
    source: { database_table: { schema: 'public', table } },
    destination: { database_table: { schema, table } },
    advanced_options: { existing_table_rows: 'truncate', max_errors: 0, verify_table_row_counts: true },
    archived: false,
  });
}

function describeEnhancement(civis: CivisPlatform, job: Job, named: Named): void {
  const [schema, table] = ADDRESSES.source;
  const [toSchema, toTable] = ADDRESSES.destination;
  Object.assign(job, {
    source: {
      database_table: {
        schema,
        table,
        remote_host_id: named('databases', 'Harbor Redshift').id,
        credential_id: named('credentials', 'redshift-analyst').id,
        multipart_key: ['customer_id'],
      },
    },
    destination: { database_table: { schema: toSchema, table: toTable } },
    column_mapping: { address1: 'address1', address2: 'address2', city: 'city', state: 'state', zip: 'zip' },
    perform_ncoa: true,
    ncoa_credential_id: named('credentials', 'address-data').id,
    output_level: 'coalesced',
  });
  const run = job.last_run;
  if (run?.state === 'succeeded')
    storeAddressOutputs(civis, job, run, Date.parse(run.finished_at ?? run.created_at));
}

function describeModel(civis: CivisPlatform, job: Job, plan: ModelPlan, named: Named): void {
  const { store } = civis;
  const type = store.table('models/types').all()[MODEL_TYPES.indexOf(plan.type)];
  Object.assign(job, {
    description: plan.description,
    table_name: plan.table,
    database_id: named('databases', 'Harbor Redshift').id,
    credential_id: named('credentials', 'redshift-analyst').id,
    model_type_id: type?.id,
    primary_key: plan.key,
    dependent_variable: plan.dependent,
    dependent_variable_order: [],
    excluded_columns: plan.excluded,
    cross_validation_parameters: plan.parameters,
    interaction_terms: false,
    box_cox_transformation: false,
  });
  const good = store.runs.inScope(String(job.id)).filter(({ state }) => state === 'succeeded');
  for (const build of good) setBuildMetrics(civis, job, build);
  job['active_build_id'] = good.at(-1)?.id ?? null;
  addPredictions(civis, job, plan);
}

function addPredictions(civis: CivisPlatform, job: Job, { predictions }: ModelPlan): void {
  const table = civis.store.table('models/predictions');
  for (const [table_name, output_table, key] of predictions) {
    const updated_at = job.last_run?.finished_at ?? isoTime(civis.now());
    const scores = { table_name, output_table, primary_key: [key], state: 'succeeded', updated_at };
    table.insert({ id: table.nextId(), scope: String(job.id), ...scores });
  }
}
