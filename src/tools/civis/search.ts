import { defineResource } from '../define-operation.ts';
import { count, csv, int, oneOf, text } from '../parameters.ts';

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
    returns: { total_results: 'int', aggregations: 'map', results: [found] },
  },
  {
    request: 'GET /search/types',
    description: 'List the types that civis_search_list can filter by.',
    returns: [{ type: 'text' }],
  },
]);
