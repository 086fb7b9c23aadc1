/** The operations by which one kind of object is run, and how its runs differ from those of jobs. */
export interface RunKind {
  readonly startRun: string;
  readonly getRun: string;
  readonly listRuns: string;
  /** Null: runs have no log of their own. */
  readonly listLogs: string | null;
  readonly cancelRun: string;
  /** Gets the object itself, with its name and state. */
  readonly getObject: string;
  /** The parameter of these operations that takes the object's id, and the one that takes a run's id. */
  readonly idParameter: 'id' | 'notebook_id';
  readonly runIdParameter: 'run_id' | 'build_id' | 'execution_id' | 'deployment_id';
  /** The most runs that a page of the list has; null: it has no pages. */
  readonly pageSize: number | null;
  /** Whether cancelling takes no run, since at most one is active. */
  readonly cancelsActiveRun: boolean;
  /** The field of a run with its id, and the one with its error. */
  readonly idField: 'id' | 'deployment_id';
  readonly errorField: 'error' | 'mistral_state_info' | 'state_message';
  /** The state in which a run that does not end by itself is ready for use, and not waited for any more. */
  readonly readyState: 'running' | null;
  /** Whether the object is a job, which other jobs may trigger. */
  readonly isJob: boolean;
}

/** A job of some type: `civis_<resource>_<verb>_<part>_runs`. */
function asJob(resource: string, part?: string, more: Partial<RunKind> = {}): RunKind {
  const operation = (verb: string, behind?: string) =>
    ['civis', resource, verb, part, behind].filter((word) => word !== undefined).join('_');
  return {
    startRun: operation('post', 'runs'),
    getRun: operation('get', 'runs'),
    listRuns: operation('list', 'runs'),
    listLogs: operation('list', 'runs_logs'),
    cancelRun: operation('delete', 'runs'),
    getObject: operation('get'),
    idParameter: 'id',
    runIdParameter: 'run_id',
    pageSize: 100,
    cancelsActiveRun: false,
    idField: 'id',
    errorField: 'error',
    readyState: null,
    isJob: true,
    ...more,
  };
}

/** The kinds of objects that can be run, in the words of civis_find. A report is run by the job behind it. */
export const RUN_KINDS = {
  job: asJob('jobs'),
  // An import is a job: Civis shows a single run of it only there.
  import: asJob('imports', undefined, {
    getRun: 'civis_jobs_get_runs',
    cancelRun: 'civis_imports_post_cancel',
    cancelsActiveRun: true,
    pageSize: null,
  }),
  file_import: asJob('imports', 'files', { getObject: 'civis_imports_get' }),
  sql_script: asJob('scripts', 'sql'),
  python_script: asJob('scripts', 'python3'),
  r_script: asJob('scripts', 'r'),
  javascript_script: asJob('scripts', 'javascript'),
  container_script: asJob('scripts', 'containers'),
  custom_script: asJob('scripts', 'custom'),
  dbt_script: asJob('scripts', 'dbt'),
  // Exports have no operations of their own to run them.
  csv_export: asJob('jobs'),
  cass_ncoa: asJob('enhancements', 'cass_ncoa'),
  optimization: asJob('media', 'optimizations'),
  model: asJob('models', undefined, {
    startRun: 'civis_models_post_builds',
    getRun: 'civis_models_get_builds',
    listRuns: 'civis_models_list_builds',
    listLogs: 'civis_models_list_builds_logs',
    cancelRun: 'civis_models_delete_builds',
    runIdParameter: 'build_id',
  }),
  workflow: asJob('workflows', undefined, {
    startRun: 'civis_workflows_post_executions',
    getRun: 'civis_workflows_get_executions',
    listRuns: 'civis_workflows_list_executions',
    listLogs: null,
    cancelRun: 'civis_workflows_post_executions_cancel',
    runIdParameter: 'execution_id',
    errorField: 'mistral_state_info',
    pageSize: 50,
    isJob: false,
  }),
  notebook: asJob('notebooks', undefined, {
    startRun: 'civis_notebooks_post_deployments',
    getRun: 'civis_notebooks_get_deployments',
    listRuns: 'civis_notebooks_list_deployments',
    listLogs: 'civis_notebooks_list_deployments_logs',
    cancelRun: 'civis_notebooks_delete_deployments',
    idParameter: 'notebook_id',
    runIdParameter: 'deployment_id',
    idField: 'deployment_id',
    errorField: 'state_message',
    readyState: 'running',
    pageSize: 50,
    isJob: false,
  }),
} satisfies Readonly<Record<string, RunKind>>;

export type RunKindName = keyof typeof RUN_KINDS;

export function runKind(kind: RunKindName): RunKind {
  return RUN_KINDS[kind];
}

/** The kind that a word means: its own name, or the one that it had before. */
export function runKindNamed(word: string): RunKindName | undefined {
  const wanted = word.trim().toLowerCase().replaceAll(' ', '_');
  const name = wanted === 'model_build' ? 'model' : wanted;
  return Object.hasOwn(RUN_KINDS, name) ? (name as RunKindName) : undefined;
}

/** The arguments that name an object of a kind, or one of its runs. */
export function runArguments(kind: RunKindName, id: number, runId?: number): Record<string, number> {
  const { idParameter, runIdParameter } = runKind(kind);
  return { [idParameter]: id, ...(runId !== undefined && { [runIdParameter]: runId }) };
}
