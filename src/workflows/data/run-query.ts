import { CallError } from '../../errors.ts';
import { isObject } from '../../json.ts';
import { responseFields } from '../response-fields.ts';
import type { WorkflowContext } from '../workflow.ts';

/** Hosts time out calls after 60 seconds. */
const MAX_WAIT_MS = 45_000;
const FIRST_PAUSE_MS = 400;
const PAUSE_FACTOR = 1.4;
const MAX_PAUSE_MS = 5_000;
/** Time that a cancelled call has left to cancel its query. */
const CANCEL_MS = 5_000;

/** SQL and where it is run. */
export interface SqlRequest {
  readonly sql: string;
  readonly database: number;
  readonly credential: number;
}

/** A run of SQL as it was seen last. */
export interface SqlRun {
  readonly id: number;
  readonly runId: number | null;
  readonly state: string;
  readonly error: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Runs a query and waits for it; a call that is cancelled cancels it. */
export async function runQuery(
  context: WorkflowContext,
  { sql, database, credential }: SqlRequest,
  previewRows: number,
): Promise<SqlRun> {
  const args = { database, credential, sql, preview_rows: previewRows, hidden: true };
  const id = responseFields(await context.callOperation('civis_queries_post', args)).id();
  return waitForEnd(context, {
    read: async () =>
      toSqlRun(id, (await context.callOperation('civis_queries_get', { id })).value, 'last_run_id'),
    cancel: (run, signal) =>
      context.callOperation('civis_queries_delete_runs', { id, run_id: run.runId }, signal),
  });
}

/** Exports the result of SQL to a CSV file on the platform; the run has its link. */
export async function runExport(
  context: WorkflowContext,
  { sql, database, credential }: SqlRequest,
  compression: 'none' | 'gzip',
): Promise<SqlRun> {
  const script = responseFields(
    await context.callOperation('civis_scripts_post_sql', {
      name: 'Export of civis_query',
      sql,
      remote_host_id: database,
      credential_id: credential,
      hidden: true,
      csv_settings: { include_header: true, compression, column_delimiter: 'comma', unquoted: false },
    }),
  ).id();
  const run_id = responseFields(
    await context.callOperation('civis_scripts_post_sql_runs', { id: script }),
  ).id();
  return waitForEnd(context, {
    read: async () =>
      toSqlRun(
        script,
        (await context.callOperation('civis_scripts_get_sql_runs', { id: script, run_id })).value,
        'id',
      ),
    cancel: (_, signal) =>
      context.callOperation('civis_scripts_delete_sql_runs', { id: script, run_id }, signal),
  });
}

function toSqlRun(id: number, value: unknown, runField: string): SqlRun {
  const fields = isObject(value) ? value : {};
  const runId = fields[runField];
  return {
    id,
    runId: typeof runId === 'number' ? runId : null,
    state: typeof fields['state'] === 'string' ? fields['state'] : 'unknown',
    error: typeof fields['error'] === 'string' ? fields['error'] : null,
    fields,
  };
}

interface RunCalls {
  readonly read: () => Promise<SqlRun>;
  readonly cancel: (run: SqlRun, signal: AbortSignal) => Promise<unknown>;
}

async function waitForEnd(context: WorkflowContext, { read, cancel }: RunCalls): Promise<SqlRun> {
  const { clock, signal } = context;
  const startedAt = clock.now();
  let run: SqlRun | undefined;
  let pause = FIRST_PAUSE_MS;
  try {
    for (;;) {
      run = await read();
      const waited = clock.now() - startedAt;
      context.report({
        done: Math.round(waited / 1000),
        total: MAX_WAIT_MS / 1000,
        message: `the query is ${run.state}`,
      });
      if (hasStopped(run) || waited + pause > MAX_WAIT_MS) return run;
      await clock.sleep(clock.spread(pause), signal);
      pause = Math.min(pause * PAUSE_FACTOR, MAX_PAUSE_MS);
    }
  } catch (cause) {
    if (signal.aborted && run !== undefined && !hasStopped(run)) {
      // Whether it works or not, the call ends as cancelled.
      await cancel(run, AbortSignal.timeout(CANCEL_MS)).catch(() => undefined);
    }
    throw cause;
  }
}

/** Whether a run has ended, in whatever way. */
export function hasStopped({ state }: SqlRun): boolean {
  return !['queued', 'running', 'unknown'].includes(state);
}

/** @throws CallError `cancelled` for a run that somebody cancelled */
export function refuseCancelled({ state, id }: SqlRun): void {
  if (state !== 'cancelled') return;
  throw new CallError('cancelled', `Query ${id} was cancelled on the platform.`, {
    hint: 'Call again to run it once more.',
  });
}
