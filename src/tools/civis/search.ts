import { defineResource } from '../define-operation.ts';
import { count, csv, flag, int, list, oneOf, text, time } from '../parameters.ts';

const found = {
  score: 'number',
  type: 'text',
  id: 'int',
  name: 'text',
  type_name: 'text',
  updated_at: 'time',
  owner: 'text',
  'use_count?': 'int',
  'last_run_id?': 'int',
  'last_run_state?': 'text',
  'last_run_start?': 'time',
  'last_run_finish?': 'time',
  'public?': 'flag',
  'last_run_exception?': 'text',
  'auto_share?': 'flag',
} as const;

/** The platform's own search over objects of every type. */
export const search = defineResource('civis', 'search', [
  {
    request: 'GET /search',
    description: 'Search objects of every type by name. Returns their type, owner and last run.',
    query: () => ({
      query: text(),
      type: csv(undefined, 'As civis_search_list_types returns them.'),
      offset: int('Results to skip.'),
      order: text('Name of a field.'),
      owner: text(),
      limit: count('Default: 10.').max(1_000),
      archived: oneOf(['true', 'false', 'all'], 'Default: false.'),
      last_run_state: oneOf(['queued', 'running', 'succeeded', 'failed', 'cancelled']),
    }),
    // The platform describes a list of one.
    returns: [{ total_results: 'int', aggregations: 'any', results: [found] }],
  },
  {
    request: 'GET /search/queries',
    description: 'Search SQL queries by words in their SQL.',
    query: () => ({
      search_string: text('? matches one character, * any number.'),
      database_id: int(),
      credential_id: int(),
      author_id: int(),
      archived: flag('true: only archived ones.'),
      state: list(oneOf(['queued', 'running', 'succeeded', 'failed', 'cancelled']), 'Of the last run.'),
      started_before: time('Start of the last run.'),
      started_after: time('Start of the last run.'),
    }),
    paging: {
      maxPageSize: 50,
      defaultPageSize: 10,
      orderFields: ['last_run_started_at'],
      defaultDirection: 'desc',
    },
    returns: [
      {
        id: 'int',
        database: 'int',
        'credential?': 'int',
        sql: 'text',
        author_id: 'int',
        archived: 'flag',
        created_at: 'time',
        updated_at: 'time',
        'last_run?': {
          id: 'int',
          state: 'text',
          'started_at?': 'time',
          'finished_at?': 'time',
          'error?': 'text',
        },
      },
    ],
  },
  {
    request: 'GET /search/types',
    description: 'List the types that civis_search_list can filter by.',
    returns: [{ type: 'text' }],
  },
]);
