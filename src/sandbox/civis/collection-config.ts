/** Deviations of a collection from the defaults. Most collections have none. */
export interface CollectionConfig {
  /** Initial fields of an object. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Names that fields are stored under, where the documented name is taken; null: not stored. */
  readonly storedAs?: Readonly<Record<string, string | null>>;
  /** Fields that a replacement does not reset. */
  readonly keptOnReplace?: readonly string[];
  /** Fields of filters that have another name; null: the parameter does not filter. */
  readonly filters?: Readonly<Record<string, string | null>>;
  /** Status of the response to a creation, if it is not 201. */
  readonly createdStatus?: number;
}

const HOST_FILTERS = {
  destination: 'destination.remote_host_id',
  source: 'source.remote_host_id',
  type: 'sync_type',
};

const COLLECTION_CONFIGS: Readonly<Record<string, CollectionConfig>> = {
  'apps/instances': { defaults: { name: 'Instance' } },
  'clusters/kubernetes': { filters: { exclude_inactive_orgs: null } },
  credentials: {
    storedAs: { password: null },
    filters: { users: 'owner_id', system_credentials: 'system_credential' },
  },
  'databases/schemas': { filters: { name: 'schema', credential_id: null } },
  enhancements: { filters: { type: 'enhancement_type' } },
  'enhancements/cass-ncoa': {
    defaults: {
      enhancement_type: 'CASS-NCOA',
      use_default_column_mapping: true,
      perform_ncoa: false,
      output_level: 'all',
    },
  },
  exports: { filters: { type: 'export_type' } },
  groups: {
    filters: { include_members: null, user_ids: 'members' },
    keptOnReplace: ['slug', 'organization_id'],
  },
  imports: { defaults: { time_zone: 'UTC' }, filters: HOST_FILTERS },
  jobs: { filters: { scheduled: 'schedule.scheduled' } },
  'media/optimizations': {
    defaults: { name: 'Optimization', file_links: {} },
    storedAs: { runs: 'media_runs' },
    createdStatus: 200,
  },
  'media/spot_orders': { createdStatus: 200 },
  models: {
    defaults: { name: 'Model', time_zone: 'UTC', number_of_folds: 5 },
    storedAs: { model_name: 'name' },
    filters: { model_name: 'name', training_table_name: 'table_name' },
    createdStatus: 200,
  },
  queries: {
    defaults: { include_header: true, compression: 'gzip', column_delimiter: 'comma', unquoted: false },
    filters: { database_id: 'database', credential_id: 'credential', query: null, exclude_results: null },
    createdStatus: 200,
  },
  projects: { defaults: { auto_share: false, note: null } },
  reports: {
    defaults: { type: 'ReportTypes::HTML', app_state: {}, provide_api_key: false },
    storedAs: { code_body: null },
    filters: { type: null },
  },
  'reports/sql': { defaults: { kind: 'reports/sql', type: 'ReportTypes::SQL', app_state: {} } },
  'scripts/sql': { defaults: { params: [], arguments: {}, time_zone: 'UTC' } },
  // The handler of the list filters.
  tables: { filters: { schema: null, name: null, search: null, table_tag_ids: null, credential_id: null } },
  'search/queries': {
    filters: {
      database_id: 'database',
      credential_id: 'credential',
      search_string: null,
      state: null,
      started_before: null,
      started_after: null,
    },
  },
  workflows: {
    defaults: { state: 'idle', time_zone: 'UTC', allow_concurrent_executions: false },
    filters: { scheduled: 'schedule.scheduled' },
  },
  notebooks: {
    keptOnReplace: ['file_id', 'requirements_file_id'],
    defaults: {
      name: 'Notebook',
      language: 'python3',
      docker_image_name: 'civisanalytics/civis-jupyter-python3',
      docker_image_tag: 'latest',
      memory: 2048,
      cpu: 1024,
      idle_timeout: 60,
      git_url: '',
      git_branch: '',
      git_file: '',
    },
  },
};

export function collectionConfig(collection: string): CollectionConfig {
  return COLLECTION_CONFIGS[collection] ?? {};
}

/** Renames a body's fields to the names that they are stored under. */
export function storedFields(
  { storedAs = {} }: CollectionConfig,
  body: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const entries = Object.entries(body).map(
    ([name, value]) => [Object.hasOwn(storedAs, name) ? storedAs[name] : name, value] as const,
  );
  return Object.fromEntries(entries.filter(([name]) => name !== null));
}
