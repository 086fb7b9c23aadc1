import { AIOD_ILLUSTRATIVE_VALUES, AIOD_REQUIRED_VALUES } from './aiod-example-values.ts';
import { PLATFORM_ILLUSTRATIVE_VALUES, PLATFORM_REQUIRED_VALUES } from './platform-example-values.ts';

/**
 * Example values of required parameters, by resource and parameter or by parameter alone. Not listed are
 * booleans, which are `true`; enums, which use their first value; and objects, which consist of other values.
 */
export const REQUIRED_VALUES: Readonly<Record<string, unknown>> = {
  ...AIOD_REQUIRED_VALUES,
  ...PLATFORM_REQUIRED_VALUES,

  // Ids
  'apps.id': 48213,
  'clusters.id': 312,
  'codes.id': 9075,
  'credentials.id': 8841,
  'databases.id': 326,
  'enhancements.id': 410017,
  'files.id': 1520004,
  'imports.id': 410002,
  'jobs.id': 410019,
  'media.id': 27450,
  'models.id': 410026,
  'notebooks.id': 164902,
  build_id: 7301187,
  credential_id: 8841,
  deployment_id: 55310,
  file_ids: [1520001, 1520002],
  group_id: 302,
  group_ids: [302],
  market_id: 602,
  notebook_id: 164902,
  project_id: 90402,
  remote_host_id: 326,
  run_id: 7300412,
  slug: 'survey-explorer',
  sync_id: 61044,
  user_id: 2104,
  user_ids: [2104, 2107],
  whitelisted_ip_id: 1188,

  // Names and texts
  'codes.name': 'Net sales by store',
  'codes.type': 'Code::Sql',
  body: 'select store_id, sum(net_amount) from sales.daily_sales group by 1',
  readme: 'Net sales of each store, for the Monday report.',
  'credentials.type': 'Database',
  'enhancements.name': 'Standardize customer addresses',
  'files.name': 'daily_sales.csv',
  'imports.name': 'Import loyalty events',
  username: 'etl_reader',
  password: '<password>',
  url: 'https://github.com',

  // Data
  num_parts: 12,
  primary_key: ['customer_id'],
  'imports.schema': 'loyalty',
  'imports.table': 'events',
  'source.database_table.schema': 'customers',
  'source.database_table.table': 'addresses',
  subnet_mask: '203.0.113.7/32',
  table_name: 'customers.active',
  schedule: { scheduled: true, scheduled_days: [1], scheduled_hours: [6], scheduled_minutes: [30] },
  start_date: '2026-09-07',
  end_date: '2026-09-27',
  syscodes: [5024, 5178],
  rate_cards: ['Q3 2026'],
  targets: ['A25-54'],
};

const newModel = {
  model_name: 'Churn',
  table_name: 'customers.churn_training',
  primary_key: 'customer_id',
  dependent_variable: 'churned',
};
const sync = {
  source: { database_table: { schema: 'public', table: 'events' } },
  destination: { database_table: { schema: 'loyalty', table: 'events' } },
};
const hosts = {
  source: { remote_host_id: 341, credential_id: 8857 },
  destination: { remote_host_id: 326, credential_id: 8841 },
};
const logLines = { limit: 200 };

/** Values that the examples of single tools show in addition to these, or instead of them. */
export const ILLUSTRATIVE_VALUES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ...AIOD_ILLUSTRATIVE_VALUES,
  ...PLATFORM_ILLUSTRATIVE_VALUES,

  civis_apps_list_instances: { archived: 'false' },
  civis_apps_patch_instances: { name: 'Autumn survey' },
  civis_apps_post_instances: { name: 'Spring survey' },
  civis_clusters_list_kubernetes: { organization_slug: 'harbor-pine' },
  civis_codes_list: { featured: true },
  civis_codes_patch: { readme: 'Net sales of each store and week.' },
  civis_credentials_list: { type: 'Database' },
  civis_credentials_post: { name: 'Warehouse, read only', remote_host_id: 326 },
  civis_credentials_post_authenticate: { remote_host_type: 'RemoteHostTypes::Github' },
  civis_credentials_post_temporary: { duration: 3600 },
  civis_endpoints_list: { resource: 'jobs' },
  civis_enhancements_list: { type: 'CASS-NCOA', status: 'failed' },
  civis_enhancements_list_cass_ncoa_runs_logs: logLines,
  civis_enhancements_patch_cass_ncoa: { perform_ncoa: true, ncoa_credential_id: 8857 },
  civis_enhancements_post_cass_ncoa: { limiting_sql: "state='IL'" },
  civis_exports_list: { type: 'gdoc', status: 'running' },
  civis_files_post: { expires_at: null },
  civis_groups_list: { query: 'Data' },
  civis_imports_list: { type: 'Dbsync', status: 'failed' },
  civis_imports_list_files_runs_logs: logLines,
  civis_imports_list_runs_logs: logLines,
  civis_imports_post: { is_outbound: false, ...hosts },
  civis_imports_post_files: { name: 'events', existing_table_rows: 'append', first_row_is_header: true },
  civis_imports_post_syncs: { ...sync, advanced_options: { existing_table_rows: 'truncate' } },
  civis_imports_put: { is_outbound: false, ...hosts },
  civis_imports_put_syncs: sync,
  civis_jobs_list: { state: 'failed', q: 'churn' },
  civis_media_list_dmas: { name: 'Chicago%' },
  civis_media_list_optimizations: { archived: 'false' },
  civis_media_list_optimizations_runs_logs: logLines,
  civis_media_list_ratecards: { dma_number: 602 },
  civis_media_list_spot_orders: { archived: 'false' },
  civis_media_list_targets: { name: 'A25-54' },
  civis_media_patch_optimizations: { name: 'Autumn campaign' },
  civis_media_post_optimizations: { name: 'Autumn campaign' },
  civis_media_post_spot_orders: { body: 'market,week,spots\nChicago,2026-09-07,12\n' },
  civis_media_put_spot_orders: { body: 'market,week,spots\nChicago,2026-09-07,14\n' },
  civis_models_list: { model_name: 'churn', status: 'succeeded' },
  civis_models_list_builds_logs: logLines,
  civis_models_patch: { active_build_id: 7301187 },
  civis_models_post: newModel,
  civis_models_put_predictions: { output_table: 'customers.churn_scores' },
  civis_notebooks_list: { status: 'running' },
  civis_notebooks_patch: { memory: 8000 },
  civis_notebooks_post: { name: 'Basket pairs', language: 'python3' },
  civis_notebooks_put: { name: 'Basket pairs', language: 'r' },
};
