import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { isObject } from '../../json.ts';
import { flag, int, list, record, text } from '../../tools/parameters.ts';
import { wasNotCalled } from '../../wording.ts';
import { requireFolders } from '../files/folder-access.ts';
import { saveDownload } from '../files/save-download.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { checkSql, queryFailed } from './check-sql.ts';
import { findDatabaseCredential } from './database-credential.ts';
import { findDatabase } from './find-database.ts';
import { inferResultColumns, toRows, toTexts } from './result-columns.ts';
import {
  hasStopped,
  refuseCancelled,
  runExport,
  runQuery,
  type SqlRequest,
  type SqlRun,
} from './run-query.ts';

/** The platform keeps 1,000 rows of a result; one more than is shown tells whether there are more. */
const MAX_LIMIT = 999;
const DEFAULT_LIMIT = 100;
const TOOL = 'civis_query';

export const query = defineWorkflow('civis', {
  name: 'query',
  description:
    'Run SQL (Redshift dialect) on a database and return its rows. Only SQL that reads is run, unless allow_changes is true.',
  effect: 'read',
  readsUnless: ['allow_changes'],
  readsThrough: [
    ...['civis_queries_post', 'civis_queries_delete_runs', 'civis_scripts_post_sql'],
    ...['civis_scripts_post_sql_runs', 'civis_scripts_delete_sql_runs'],
  ],
  worstCase: 'delete',
  input: z.strictObject({
    sql: text(),
    database: text('Name or id.').optional(),
    limit: z.int().min(1).max(MAX_LIMIT).describe('Default: 100.').default(DEFAULT_LIMIT),
    allow_changes: flag().default(false),
    save_as: text('New local CSV file, all rows.').optional(),
    link: flag('Return a link to all rows.').default(false),
    credential: text('Name or id.').optional(),
  }),
  output: {
    columns: list(record({ name: text(), type: text() })),
    rows: list(list(text())),
    row_count: int('Number of rows returned.'),
    truncated: flag('Whether there are more rows.'),
    changes: list(text(), 'What the SQL changed.'),
    path: text('Local file with all rows.'),
    size_bytes: int(),
    download_url: text('Link to all rows, valid for 36 hours.'),
    state: text('State of a query that has not ended.'),
    next: text('The call to make next.'),
  },
  plan: async (context, { sql, allow_changes }) => {
    if (!allow_changes) return [];
    const { changes, isDestructive } = await checkSql(TOOL, sql, {
      mayChange: true,
      bounds: context.dataBounds,
    });
    return isDestructive ? [{ says: `Run SQL that ${changes.join(', ')}` }] : [];
  },
  run: async (context, args) => {
    const { sql, limit, allow_changes: mayChange, save_as, link } = args;
    if (save_as !== undefined && link) {
      throw new CallError('invalid_input', wasNotCalled(TOOL, 'only one of save_as and link may be given'));
    }
    if (save_as !== undefined) requireFolders(context, 'Nothing was run');
    const { changes } = await checkSql(TOOL, sql, { mayChange, bounds: context.dataBounds });
    const database = await findDatabase(context, TOOL, args.database);
    const credential = await findDatabaseCredential(context, TOOL, database, args.credential);
    const request: SqlRequest = { sql, database: database.id, credential };
    const result =
      save_as === undefined && !link
        ? await fetchRows(context, request, limit)
        : await exportRows(context, request, save_as);
    return changes.length === 0 ? result : { ...result, changes };
  },
});

async function fetchRows(context: WorkflowContext, request: SqlRequest, limit: number) {
  const run = await runQuery(context, request, limit + 1);
  const unfinished = checkRun(run, request, `civis_queries_get with id ${run.id}`);
  if (unfinished !== null) return unfinished;
  const all = toRows(run.fields['result_rows']);
  const rows = all.slice(0, limit);
  const columns = inferResultColumns(toTexts(run.fields['result_columns']), rows);
  return { columns, rows, row_count: rows.length, truncated: all.length > limit };
}

/** All rows, by the platform's own export: into a local file, or as a link. */
async function exportRows(context: WorkflowContext, request: SqlRequest, path: string | undefined) {
  const run = await runExport(context, request, path === undefined ? 'gzip' : 'none');
  const unfinished = checkRun(run, request, `civis_scripts_list_sql_runs with id ${run.id}`);
  if (unfinished !== null) return unfinished;
  const [file] = Array.isArray(run.fields['output']) ? run.fields['output'] : [];
  const download_url = isObject(file) ? file['path'] : undefined;
  if (typeof download_url !== 'string') return { truncated: false, row_count: 0 };
  if (path === undefined) return { download_url, truncated: false };
  const fetch = async () => ({
    name: path,
    stream: await context.transfers.fetch(download_url, context.signal),
  });
  return { ...(await saveDownload(context, fetch, { path, overwrite: false })), truncated: false };
}

/** Null for a run that has succeeded; what to return for one that has not ended. @throws CallError for one that failed */
function checkRun(run: SqlRun, { sql }: SqlRequest, next: string) {
  refuseCancelled(run);
  if (!hasStopped(run)) return { state: run.state, next: `The query has not ended. Get it later: ${next}.` };
  if (run.state === 'succeeded') return null;
  throw queryFailed(sql, run.error ?? `the query is ${run.state}`);
}
