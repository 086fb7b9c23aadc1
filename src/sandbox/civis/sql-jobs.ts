import { isObject, toText } from '../../json.ts';
import type { Operation } from '../../tools/operation.ts';
import type { Job, Run } from '../state/entities.ts';
import { findRow } from './access-control.ts';
import { notFound } from './civis-error.ts';
import type { CivisPlatform, CivisRequest, HandlerMap } from './civis-platform.ts';
import { createRow } from './collections.ts';
import { EXECUTIONS } from './execution-tasks.ts';
import { addFile } from './files.ts';
import { listResponse } from './list-responses.ts';
import { requireCredential, requireDatabase } from './reference-checks.ts';
import { parseResourcePath } from './resource-paths.ts';
import { type RunExecutor, startRun } from './runs.ts';
import { serializeRow } from './serializers.ts';
import { writeCsvFile } from './sql-results.ts';

/** Collections whose jobs run SQL. */
const SQL_COLLECTIONS = ['queries', 'scripts/sql'];
const OUTPUTS = 'scripts/sql/outputs';
/** Rows of a query's result that it shows at most. */
const MAX_PREVIEW_ROWS = 1_000;
/** Milliseconds that the link to an output is valid. */
const OUTPUT_LIFETIME = 36 * 60 * 60_000;

/** Queries run at once; SQL scripts run like any job. */
export function sqlJobHandlers(civis: CivisPlatform): HandlerMap {
  return {
    'POST /queries': (request) => {
      const { body, caller } = request;
      requireDatabase(civis, body['database']);
      if (body['credential'] !== undefined) requireCredential(civis, caller, body['credential']);
      const job = createRow(civis, request, { name: queryName(body['sql']) }) as Job;
      startRun(civis, job, civis.now());
      return { value: serializeRow(civis, 'queries', job), status: 200 };
    },
    'POST /scripts/sql': (request) => {
      requireDatabase(civis, request.body['remote_host_id']);
      requireCredential(civis, request.caller, request.body['credential_id']);
      return { value: createRow(civis, request), status: 201 };
    },
    'GET /scripts/sql/{id}/runs/{run_id}/outputs': (request) => {
      const run = findScriptRun(civis, request);
      return listResponse(civis, request, OUTPUTS, civis.store.table(OUTPUTS).inScope(String(run.id)));
    },
  };
}

function findScriptRun(civis: CivisPlatform, { path, caller }: CivisRequest): Run {
  const job = findRow(civis, parseResourcePath('/scripts/sql/{id}'), path, caller, 'read');
  const run = civis.store.runs.get(Number(path['run_id']));
  if (run === undefined || run.scope !== String(job.id)) throw notFound();
  return run;
}

function queryName(sql: unknown): string {
  return toText(sql).trim().slice(0, 60).toWellFormed();
}

/** Whether a request may run SQL, or look into a table. */
export function needsDatabases(civis: CivisPlatform, { path, verb }: Operation): boolean {
  if (civis.databases.isLoaded) return false;
  const runsSql =
    [...SQL_COLLECTIONS, 'reports/sql'].some((collection) => path.startsWith(`/${collection}`)) &&
    verb === 'POST';
  return runsSql || /^\/tables\/\{id\}|\/tables\/\{table_name\}$/.test(path) || isSqlDue(civis);
}

/** Whether the passing of time starts SQL: a run that is due, or a job that follows one. */
function isSqlDue({ eventQueue, store, now }: CivisPlatform): boolean {
  const ids = eventQueue.dueIds(now());
  // A task of an execution may run SQL.
  if (ids.some((id) => store.table(EXECUTIONS).get(id) !== undefined)) return true;
  const due = ids.map((id) => Number(store.runs.get(id)?.scope ?? id));
  const started = new Set(due);
  // Jobs that were created later may follow earlier ones, and the other way round.
  for (let found = -1; found !== started.size; ) {
    found = started.size;
    for (const job of store.jobs.all()) {
      if (job.parent_id !== null && started.has(job.parent_id)) started.add(job.id);
    }
  }
  return [...started].some((id) => SQL_COLLECTIONS.includes(store.jobs.get(id)?.kind ?? ''));
}

/** Runs of SQL find out at their start what they return, and change the database at their end. */
export function sqlExecutor(civis: CivisPlatform): RunExecutor {
  return {
    determineOutcome: (job) => {
      const { result, error } = civis.databases.run(databaseOf(job), sqlOf(job), false);
      const steps = ['Connecting to the database', `Running ${sqlOf(job).length} characters of SQL`];
      if (error !== null) return { steps, error };
      return { steps: [...steps, `Rows in the result: ${result?.rows.length ?? 0}`], error };
    },
    applyResults: (job, run, at) => {
      const { result } = civis.databases.run(databaseOf(job), sqlOf(job), true);
      if (job.kind === 'queries') {
        const shown = Math.min(Number(job['preview_rows'] ?? 0), MAX_PREVIEW_ROWS);
        job['result_columns'] = result?.columns ?? [];
        job['result_rows'] = result?.rows.slice(0, shown) ?? [];
        return;
      }
      if (result === null) return;
      const settings = isObject(job['csv_settings']) ? job['csv_settings'] : {};
      const { name, bytes } = writeCsvFile(result, settings, run.id);
      const file = addFile(civis, job.author, name, bytes, at);
      const path = civis.objectStore.downloadUrl(file.key, at + OUTPUT_LIFETIME);
      run['output'] = [{ output_name: name, file_id: file.id, path }];
      const outputs = civis.store.table(OUTPUTS);
      const made = { created_at: file.created_at, object_type: 'File', object_id: file.id, name };
      outputs.insert({ id: outputs.nextId(), scope: String(run.id), ...made, link: `/files/${file.id}` });
    },
  };
}

function databaseOf(job: Job): number {
  return Number(job['database'] ?? job['remote_host_id']);
}

/** The SQL of a script, with its arguments in place of `{{name}}`. */
function sqlOf(job: Job): string {
  const values = isObject(job['arguments']) ? job['arguments'] : {};
  return toText(job['sql']).replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? toText(values[name]) : whole,
  );
}
