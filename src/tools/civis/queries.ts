import * as z from 'zod';
import { userShape } from '../common-shapes.ts';
import { defineResource } from '../define-operation.ts';
import { archivedFilter, flag, int, list, oneOf, text, time, visibilityFilters } from '../parameters.ts';
import { logOperations } from '../templates/log-operations.ts';
import { runOperations } from '../templates/run-operations.ts';

const mount = { path: '/queries/{id}', noun: 'query' } as const;

/** A query with its last run. */
const summary = {
  id: 'int',
  database: 'int',
  sql: 'text',
  'credential?': 'int',
  'result_rows?': [['text']],
  'result_columns?': ['text'],
  'error?': 'text',
  'started_at?': 'time',
  'finished_at?': 'time',
  state: 'text',
  'script_id?': 'int',
  'exception?': 'text',
  created_at: 'time',
  updated_at: 'time',
  'last_run_id?': 'int',
  archived: 'text',
  'report_id?': 'int',
} as const;

const detail = { ...summary, hidden: 'flag', name: 'text', author: userShape } as const;

const run = {
  id: 'int',
  query_id: 'int',
  state: 'text',
  is_cancel_requested: 'flag',
  created_at: 'time',
  'started_at?': 'time',
  'finished_at?': 'time',
  'error?': 'text',
} as const;

export const queries = defineResource('civis', 'queries', [
  {
    request: 'GET /queries',
    description:
      'List SQL queries that were run, newest first, with their state and a preview of their rows.',
    query: () => ({
      query: text('Words in the SQL; ? matches one character, * any number.'),
      database_id: int(),
      credential_id: int(),
      author_id: int(),
      created_before: time(),
      created_after: time(),
      started_before: time('Start of the last run.'),
      started_after: time('Start of the last run.'),
      state: list(oneOf(['queued', 'running', 'succeeded', 'failed', 'cancelled']), 'Of the last run.'),
      exclude_results: flag('Leave out the previews.'),
      ...visibilityFilters,
      ...archivedFilter,
    }),
    paging: {
      maxPageSize: 50,
      defaultPageSize: 20,
      orderFields: ['created_at', 'started_at'],
      defaultDirection: 'desc',
    },
    returns: [{ ...summary, preview_rows: 'int' }],
  },
  {
    request: 'POST /queries',
    effect: 'run',
    description:
      'Run SQL on a database. Returns at once: get the query until its state is succeeded or failed. SQL that changes data is run too.',
    body: () => ({
      database: int('Id.'),
      sql: text(),
      credential: int('Id. Default: your default one for the database.'),
      hidden: flag('Hide from lists.'),
      interactive: flag('Ignored.'),
      preview_rows: z.int().max(1000).describe('Rows of the result to keep.'),
      include_header: flag('In the CSV. Default: true.'),
      compression: oneOf(['gzip', 'zip', 'none'], 'Of the CSV. Default: gzip.'),
      column_delimiter: oneOf(['comma', 'tab', 'pipe'], 'Of the CSV. Default: comma.'),
      unquoted: flag('No quotes around the fields of the CSV.'),
      filename_prefix: text('Of the CSV.'),
    }),
    required: ['database', 'sql', 'preview_rows'],
    returns: {
      ...summary,
      hidden: 'flag',
      my_permission_level: 'text',
      interactive: 'flag',
      preview_rows: 'int',
      include_header: 'flag',
      compression: 'text',
      column_delimiter: 'text',
      unquoted: 'flag',
      'filename_prefix?': 'text',
    },
  },
  {
    request: 'GET /queries/{id}',
    description: 'Get one query: SQL, state, error, and the columns and first rows of its result.',
    returns: detail,
  },
  {
    request: 'PUT /queries/{id}/scripts/{script_id}',
    effect: 'update',
    description: 'Link a query to a script.',
    returns: detail,
  },
  {
    request: 'DELETE /queries/{id}',
    description: 'Hide a query from lists. No operation shows it in lists again.',
    returns: detail,
  },
  ...runOperations(mount, { start: run, list: [run], get: run, cancel: true }),
  ...logOperations(mount),
]);
