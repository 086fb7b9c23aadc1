import { isObject } from '../../json.ts';
import { oneOf } from '../params.ts';

/** The kinds of objects that run, and the operations through which each one does. */
export interface RunKind {
  readonly start: string;
  readonly get: string;
  readonly list: string;
  readonly logs: string;
  readonly cancel: string;
  /** The name of a run's id among the arguments. */
  readonly runId: 'run_id' | 'build_id';
  /** Reads the object itself: its name, its state. */
  readonly object: string;
}

export const KINDS = {
  job: {
    start: 'civis_jobs_post_runs',
    get: 'civis_jobs_get_runs',
    list: 'civis_jobs_list_runs',
    logs: 'civis_jobs_list_runs_logs',
    cancel: 'civis_jobs_delete_runs',
    runId: 'run_id',
    object: 'civis_jobs_get',
  },
  // An import is a job: Civis shows a single run of it only there.
  import: {
    start: 'civis_imports_post_runs',
    get: 'civis_jobs_get_runs',
    list: 'civis_imports_list_runs',
    logs: 'civis_imports_list_runs_logs',
    cancel: 'civis_imports_post_cancel',
    runId: 'run_id',
    object: 'civis_imports_get',
  },
  file_import: {
    start: 'civis_imports_post_files_runs',
    get: 'civis_imports_get_files_runs',
    list: 'civis_imports_list_files_runs',
    logs: 'civis_imports_list_files_runs_logs',
    cancel: 'civis_imports_delete_files_runs',
    runId: 'run_id',
    object: 'civis_imports_get',
  },
  cass_ncoa: {
    start: 'civis_enhancements_post_cass_ncoa_runs',
    get: 'civis_enhancements_get_cass_ncoa_runs',
    list: 'civis_enhancements_list_cass_ncoa_runs',
    logs: 'civis_enhancements_list_cass_ncoa_runs_logs',
    cancel: 'civis_enhancements_delete_cass_ncoa_runs',
    runId: 'run_id',
    object: 'civis_enhancements_get_cass_ncoa',
  },
  optimization: {
    start: 'civis_media_post_optimizations_runs',
    get: 'civis_media_get_optimizations_runs',
    list: 'civis_media_list_optimizations_runs',
    logs: 'civis_media_list_optimizations_runs_logs',
    cancel: 'civis_media_delete_optimizations_runs',
    runId: 'run_id',
    object: 'civis_media_get_optimizations',
  },
  model_build: {
    start: 'civis_models_post_builds',
    get: 'civis_models_get_builds',
    list: 'civis_models_list_builds',
    logs: 'civis_models_list_builds_logs',
    cancel: 'civis_models_delete_builds',
    runId: 'build_id',
    object: 'civis_models_get',
  },
} as const satisfies Record<string, RunKind>;

export type KindName = keyof typeof KINDS;

const NAMES = ['job', 'import', 'file_import', 'cass_ncoa', 'optimization', 'model_build'] as const;

export const kind = oneOf(NAMES, 'job when absent').default('job');

/** States in which a run has ended; Civis has others that only look like an end. */
const ENDED: readonly string[] = ['succeeded', 'failed', 'cancelled'];

/** A run as every kind shows it. */
export interface Run {
  readonly id: number;
  readonly state: string;
  readonly error?: string | null;
  readonly created_at?: string | null;
  readonly started_at?: string | null;
  readonly finished_at?: string | null;
}

export function isRun(value: unknown): value is Run {
  return isObject(value) && typeof value['id'] === 'number' && typeof value['state'] === 'string';
}

export function hasEnded({ state }: Run): boolean {
  return ENDED.includes(state);
}
