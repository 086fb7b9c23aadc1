import { oneOf } from '../tools/parameters.ts';

/** The operations by which one kind of object is run. */
export interface RunKind {
  readonly startRun: string;
  readonly getRun: string;
  readonly listRuns: string;
  readonly listLogs: string;
  readonly cancelRun: string;
  /** The parameter that takes a run's id. */
  readonly runIdParameter: 'run_id' | 'build_id';
  /** Gets the object itself, with its name and state. */
  readonly getObject: string;
}

/** The kinds of objects that can be run. */
export const RUN_KINDS = {
  job: {
    startRun: 'civis_jobs_post_runs',
    getRun: 'civis_jobs_get_runs',
    listRuns: 'civis_jobs_list_runs',
    listLogs: 'civis_jobs_list_runs_logs',
    cancelRun: 'civis_jobs_delete_runs',
    runIdParameter: 'run_id',
    getObject: 'civis_jobs_get',
  },
  // An import is a job: Civis shows a single run of it only there.
  import: {
    startRun: 'civis_imports_post_runs',
    getRun: 'civis_jobs_get_runs',
    listRuns: 'civis_imports_list_runs',
    listLogs: 'civis_imports_list_runs_logs',
    cancelRun: 'civis_imports_post_cancel',
    runIdParameter: 'run_id',
    getObject: 'civis_imports_get',
  },
  file_import: {
    startRun: 'civis_imports_post_files_runs',
    getRun: 'civis_imports_get_files_runs',
    listRuns: 'civis_imports_list_files_runs',
    listLogs: 'civis_imports_list_files_runs_logs',
    cancelRun: 'civis_imports_delete_files_runs',
    runIdParameter: 'run_id',
    getObject: 'civis_imports_get',
  },
  cass_ncoa: {
    startRun: 'civis_enhancements_post_cass_ncoa_runs',
    getRun: 'civis_enhancements_get_cass_ncoa_runs',
    listRuns: 'civis_enhancements_list_cass_ncoa_runs',
    listLogs: 'civis_enhancements_list_cass_ncoa_runs_logs',
    cancelRun: 'civis_enhancements_delete_cass_ncoa_runs',
    runIdParameter: 'run_id',
    getObject: 'civis_enhancements_get_cass_ncoa',
  },
  optimization: {
    startRun: 'civis_media_post_optimizations_runs',
    getRun: 'civis_media_get_optimizations_runs',
    listRuns: 'civis_media_list_optimizations_runs',
    listLogs: 'civis_media_list_optimizations_runs_logs',
    cancelRun: 'civis_media_delete_optimizations_runs',
    runIdParameter: 'run_id',
    getObject: 'civis_media_get_optimizations',
  },
  model_build: {
    startRun: 'civis_models_post_builds',
    getRun: 'civis_models_get_builds',
    listRuns: 'civis_models_list_builds',
    listLogs: 'civis_models_list_builds_logs',
    cancelRun: 'civis_models_delete_builds',
    runIdParameter: 'build_id',
    getObject: 'civis_models_get',
  },
} as const satisfies Record<string, RunKind>;

export type RunKindName = keyof typeof RUN_KINDS;

const RUN_KIND_NAMES = ['job', 'import', 'file_import', 'cass_ncoa', 'optimization', 'model_build'] as const;

export const kindParameter = oneOf(
  RUN_KIND_NAMES,
  'Kind of object that id identifies. Default: job.',
).default('job');
