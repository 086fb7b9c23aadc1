/** Tools for one kind of work, in the patterns of `--tools`. Retired tools are in no toolset. */
export interface Toolset {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Sharing, projects and archiving. */
const SHARING_AND_FILING = ['civis_*_shares*', 'civis_*_projects', 'civis_*_archive'];

/** Giving objects to another owner, and keeping them in git. */
const OWNERSHIP_AND_GIT = ['civis_*_dependencies', 'civis_*_transfer', 'civis_*_git*'];

const CREDENTIAL_WORKFLOWS = ['civis_credentials_usage', 'civis_rotate_credential'];

/** Each has fewer than 40 tools, so that every host accepts it. */
export const TOOLSETS: Readonly<Record<string, Toolset>> = {
  jobs: {
    include: ['workflows', 'civis.jobs', 'civis.files', 'civis.imports'],
    exclude: [
      'aiod',
      ...SHARING_AND_FILING,
      ...CREDENTIAL_WORKFLOWS,
      'civis_query',
      'civis_table*',
      'civis_imports_*_syncs',
      'civis_imports_*_batches',
      'civis_imports_put',
    ],
  },
  data: {
    include: ['workflows', 'civis.files', 'civis.imports', 'civis.databases', 'civis.enhancements'],
    exclude: [
      'aiod',
      ...SHARING_AND_FILING,
      ...CREDENTIAL_WORKFLOWS,
      'civis_files_post_multipart*',
      'civis_*_cancel',
      'civis_*_delete_*_runs',
      'civis_*_list_*_runs*',
      'civis_imports_list_runs*',
      'civis_imports_list_batches',
      'civis_imports_put',
      'civis_enhancements_put_cass_ncoa',
      'civis_databases_*_whitelist_ips',
    ],
  },
  sql: {
    include: [
      'civis.queries',
      'civis.tables',
      'civis.table_tags',
      'civis_import_file',
      'civis_read_log',
      'civis_credentials_list',
      'civis_databases_list',
      'civis_databases_list_schemas',
      'civis_scripts_list',
      'civis_scripts_get_sql',
      'civis_scripts_post_sql',
      'civis_scripts_patch_sql',
      'civis_scripts_post_sql_runs',
      'civis_scripts_list_sql_runs',
      'civis_scripts_get_sql_runs',
      'civis_scripts_delete_sql_runs',
      'civis_scripts_list_sql_runs_logs',
      'civis_scripts_list_sql_runs_outputs',
    ],
    exclude: SHARING_AND_FILING,
  },
  automation: {
    include: ['workflows', 'civis.workflows', 'civis_scripts_list', 'civis_jobs_list'],
    exclude: ['aiod', ...SHARING_AND_FILING, ...OWNERSHIP_AND_GIT],
  },
  people: {
    include: ['civis_share', 'civis.users', 'civis.groups'],
    exclude: ['civis_*_favorites*'],
  },
  models: { include: ['workflows', 'civis.models'], exclude: ['aiod'] },
  admin: {
    include: [
      'civis_share',
      ...CREDENTIAL_WORKFLOWS,
      'civis.credentials',
      'civis_groups_list',
      'civis.databases',
      'civis.clusters',
      'civis.announcements',
      'civis_*_list_shares',
      'civis_*_put_projects',
      'civis_*_delete_projects',
    ],
    exclude: [...OWNERSHIP_AND_GIT, 'civis_credentials_list_types'],
  },
};
