import { runShape } from '../common-shapes.ts';
import { defineResource } from '../define-operation.ts';
import { int, list, map, oneOf, text } from '../parameters.ts';
import { projectOperations } from '../templates/project-operations.ts';

const mount = { path: '/tables/{id}', noun: 'table' } as const;

const listed = {
  id: 'int',
  database_id: 'int',
  schema: 'text',
  name: 'text',
  'description?': 'text',
  is_view: 'flag',
  'row_count?': 'int',
  'column_count?': 'int',
  'size_mb?': 'number',
  'owner?': 'text',
  'distkey?': 'text',
  'sortkeys?': 'text',
  refresh_status: 'text',
  'last_refresh?': 'time',
  'refresh_id?': 'text',
  'last_run?': runShape,
  table_tags: [{ id: 'int', name: 'text' }],
} as const;

const settings = {
  ...listed,
  'data_updated_at?': 'time',
  'schema_updated_at?': 'time',
  primary_keys: ['text'],
  last_modified_keys: ['text'],
  ontology_mapping: 'map',
} as const;

const column = {
  name: 'text',
  civis_data_type: 'text',
  sql_type: 'text',
  sample_values: ['text'],
  'encoding?': 'text',
  'description?': 'text',
  order: 'int',
  'min_value?': 'text',
  'max_value?': 'text',
  'avg_value?': 'number',
  'stddev?': 'number',
  value_distribution_percent: 'map',
  'coverage_count?': 'int',
  'null_count?': 'int',
  possible_dependent_variable_types: ['text'],
  useable_as_independent_variable: 'flag',
  useable_as_primary_key: 'flag',
  value_distribution: 'map',
  'distinct_count?': 'int',
} as const;

const join = {
  id: 'int',
  left_table_id: 'int',
  left_identifier: 'text',
  right_table_id: 'int',
  right_identifier: 'text',
  on: 'text',
  left_join: 'flag',
  created_at: 'time',
  updated_at: 'time',
} as const;

const matchingJob = {
  id: 'int',
  name: 'text',
  type: 'text',
  'from_template_id?': 'int',
  state: 'text',
  created_at: 'time',
  updated_at: 'time',
  runs: [runShape],
  'last_run?': runShape,
  hidden: 'flag',
  match_options: { max_matches: 'int', threshold: 'text' },
} as const;

const table = {
  ...settings,
  columns: [column],
  joins: [join],
  multipart_key: ['text'],
  enhancements: [{ type: 'text', created_at: 'time', updated_at: 'time', 'join_id?': 'int' }],
  'view_def?': 'text',
  'table_def?': 'text',
  outgoing_table_matches: [
    {
      source_table_id: 'int',
      target_type: 'text',
      target_id: 'int',
      target: { name: 'text' },
      job: matchingJob,
    },
  ],
} as const;

export const tables = defineResource('civis', 'tables', [
  {
    request: 'GET /tables',
    description:
      'List tables of the databases that Civis has scanned, with rows, size and age of the statistics.',
    query: () => ({
      database_id: int(),
      schema: text('Name; % and * match any text.'),
      name: text('% and * match any text.'),
      search: text('Part of schema.name.'),
      table_tag_ids: list(int(), 'With any of these tags.'),
      credential_id: int('Only what it can see. Default: your default one.'),
    }),
    paging: {
      maxPageSize: 1000,
      defaultPageSize: 50,
      orderFields: ['schema', 'name', 'search', 'table_tag_ids', 'credential_id'],
      defaultDirection: 'asc',
    },
    returns: [listed],
  },
  {
    request: 'GET /tables/{id}',
    description: 'Get one table: columns with types and statistics, keys, definition, size and last refresh.',
    returns: table,
  },
  {
    request: 'PATCH /tables/{id}',
    description: "Update a table's description, keys or ontology mapping in Civis; the data is unchanged.",
    body: () => ({
      description: text(),
      primary_keys: list(text(), 'Columns that identify a row; without NULL.'),
      last_modified_keys: list(text(), 'Columns with the time of the last change of a row.'),
      ontology_mapping: map('Column names by ontology keys.', text()),
    }),
    returns: settings,
  },
  {
    request: 'GET /tables/{id}/columns',
    description: 'List the columns of a table: types, statistics and sample values.',
    query: () => ({ name: text() }),
    paging: { maxPageSize: 50, orderFields: ['name', 'order'], defaultDirection: 'asc' },
    returns: [column],
  },
  {
    request: 'POST /tables/scan',
    effect: 'run',
    description: 'Scan one table of a database, so that Civis lists it and its columns. Returns the run.',
    body: () => ({
      database_id: int(),
      schema: text(),
      table_name: text(),
      stats_priority: oneOf(
        ['flag', 'block', 'queue'],
        'Statistics: with the next scan of the database (flag, the default), in this run, or in another one.',
      ),
    }),
    required: ['database_id', 'schema', 'table_name'],
    returns: { job_id: 'int', run_id: 'int' },
  },
  {
    request: 'PUT /tables/{id}/tags/{table_tag_id}',
    effect: 'update',
    description: 'Add a tag to a table.',
    returns: { id: 'int', table_tag_id: 'int' },
  },
  {
    request: 'DELETE /tables/{id}/tags/{table_tag_id}',
    description: 'Remove a tag from a table.',
  },
  ...projectOperations(mount),
]);
