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

/** What is done with everything that runs. */
const RUN_WORKFLOWS = [
  'civis_find',
  'civis_run_and_wait',
  'civis_wait_for_run',
  'civis_diagnose_run',
  'civis_read_log',
  'civis_find_runs',
  'civis_cancel_run',
  'civis_rerun',
  'civis_set_schedule',
  'civis_update',
  'civis_clone',
  'civis_share',
];
const FILE_WORKFLOWS = ['civis_import_file', 'civis_upload_file', 'civis_download_file'];

/** Each has fewer than 40 tools, so that every host accepts it. */
export const TOOLSETS: Readonly<Record<string, Toolset>> = {
  jobs: {
    include: [...RUN_WORKFLOWS, ...FILE_WORKFLOWS, 'civis.jobs', 'civis.files', 'civis.imports'],
    exclude: [...SHARING_AND_FILING, 'civis_imports_*_syncs', 'civis_imports_*_batches', 'civis_imports_put'],
  },
  data: {
    include: [
      ...RUN_WORKFLOWS,
      ...FILE_WORKFLOWS,
      'civis_query',
      'civis_tables',
      'civis_table',
      'civis.files',
      'civis.imports',
      'civis.databases',
      'civis.enhancements',
    ],
    exclude: [
      ...SHARING_AND_FILING,
      'civis_rerun',
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
  models: { include: [...RUN_WORKFLOWS, 'civis.models'], exclude: [] },
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
