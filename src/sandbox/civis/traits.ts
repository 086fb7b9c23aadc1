/** What a collection has of its own, as data. Most collections have nothing. */
export interface Traits {
  /** What an object has that nobody said anything about. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Where a field is stored whose name says something else of jobs; null: nowhere. */
  readonly stored?: Readonly<Record<string, string | null>>;
  /** What a replacement leaves alone that does not name it. */
  readonly kept?: readonly string[];
  /** Fields that filters of another name look at; null: the parameter does not narrow the list. */
  readonly filters?: Readonly<Record<string, string | null>>;
  /** Status of the answer that creates an object, where it is not 201. */
  readonly created?: number;
}

const HOST_FILTERS = {
  destination: 'destination.remote_host_id',
  source: 'source.remote_host_id',
  type: 'sync_type',
};

const TRAITS: Readonly<Record<string, Traits>> = {
  'apps/instances': { defaults: { name: 'Instance' } },
  'clusters/kubernetes': { filters: { exclude_inactive_orgs: null } },
  credentials: {
    stored: { password: null },
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
  groups: { filters: { include_members: null, user_ids: 'members' } },
  imports: { defaults: { time_zone: 'UTC' }, filters: HOST_FILTERS },
  jobs: { filters: { scheduled: 'schedule.scheduled' } },
  'media/optimizations': {
    defaults: { name: 'Optimization', file_links: {} },
    stored: { runs: 'media_runs' },
    created: 200,
  },
  'media/spot_orders': { created: 200 },
  models: {
    defaults: { name: 'Model', time_zone: 'UTC', number_of_folds: 5 },
    stored: { model_name: 'name' },
    filters: { model_name: 'name', training_table_name: 'table_name' },
    created: 200,
  },
  notebooks: {
    kept: ['file_id', 'requirements_file_id'],
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

export function traitsOf(collection: string): Traits {
  return TRAITS[collection] ?? {};
}

/** A body's fields under the names that they are stored under. */
export function storedFields(
  { stored = {} }: Traits,
  body: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const entries = Object.entries(body).map(
    ([name, value]) => [Object.hasOwn(stored, name) ? stored[name] : name, value] as const,
  );
  return Object.fromEntries(entries.filter(([name]) => name !== null));
}
