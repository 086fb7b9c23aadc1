import type { OperationDefinition } from '../define-operation.ts';
import { addedSinceDocumentation, removedSinceDocumentation } from '../documentation-drift.ts';
import { choice, flag, int, map, oneOf, record, text, withDefault } from '../parameters.ts';
import { archiveOperations } from '../templates/archive-operations.ts';

const mount = { path: '/imports/{id}/syncs/{sync_id}', noun: 'sync' } as const;

const databaseTable = record(
  {
    schema: text(),
    table: text(),
    ...addedSinceDocumentation({ use_without_schema: flag('No longer usable.') }),
  },
  ['schema', 'table'],
);

const googleWorksheet = record(
  {
    spreadsheet: text(),
    worksheet: text(),
    ...addedSinceDocumentation({ spreadsheet_id: text(), worksheet_id: int() }),
  },
  ['spreadsheet', 'worksheet'],
);

const body = {
  source: choice(
    record({
      path: text('Legacy: schema.tablename; can be blank for a Google Sheet export.'),
      database_table: databaseTable,
      file: map('{id} of a Civis file.'),
      google_worksheet: googleWorksheet,
      ...removedSinceDocumentation({
        salesforce: record({ object_name: text() }, ['object_name']),
        silverpop: record({ list_id: int() }, ['list_id']),
      }),
    }),
  ),
  destination: choice(
    record({
      path: text('Legacy: schema.tablename or MySpreadsheet.Sheet1.'),
      database_table: databaseTable,
      google_worksheet: googleWorksheet,
    }),
  ),
  advanced_options: record({
    max_errors: int('Bad rows to skip before failing.'),
    existing_table_rows: withDefault('fail', text('fail (default), truncate, append or drop.')),
    distkey: text('Column.'),
    sortkey1: text('Column.'),
    sortkey2: text('Column.'),
    column_delimiter: text('comma, tab or pipe.'),
    column_overrides: map('By current column name.', record({ name: text(), type: text() })),
    identity_column: text('Primary key, for incremental syncs.'),
    row_chunk_size: int('Rows per chunk.'),
    wipe_destination_table: flag('Full refresh.'),
    truncate_long_lines: flag('Cut values to the column size.'),
    invalid_char_replacement: text('One ASCII character.'),
    verify_table_row_counts: flag('Fail if row counts differ.'),
    partition_column_name: text('Deprecated.'),
    partition_schema_name: text('Deprecated.'),
    partition_table_name: text('Deprecated.'),
    partition_table_partition_column_min_name: text('Deprecated.'),
    partition_table_partition_column_max_name: text('Deprecated.'),
    last_modified_column: text('Finds changed rows, for incremental syncs.'),
    mysql_catalog_matches_schema: flag('No longer usable.'),
    chunking_method: oneOf(['sorted_by_identity_columns'], 'Default: automatic.'),
    first_row_is_header: flag(),
    export_action: oneOf(
      ['newsprsht', 'newwksht', 'updatewksht', 'appendwksht'],
      'New spreadsheet, new worksheet, overwrite, append.',
    ),
    sql_query: text('For Google Sheet exports.'),
    contact_lists: text('Deprecated.'),
    soql_query: text('Deprecated.'),
    ...addedSinceDocumentation({
      diststyle: text('even, all or key.'),
      escaped: flag('true: quotes are escaped with a backslash, not doubled.'),
      include_deleted_records: flag('Deprecated.'),
    }),
  }),
};

const required = ['source', 'destination'];

const tableShape = { schema: 'text', table: 'text' } as const;
const worksheetShape = { spreadsheet: 'text', worksheet: 'text' } as const;

export const syncShape = {
  id: 'int',
  source: {
    'id?': 'int',
    // Documented as a string; real responses contain numbers too.
    'path?': 'any',
    'database_table?': tableShape,
    'file?': { id: 'int' },
    'google_worksheet?': worksheetShape,
    'salesforce?': { object_name: 'text' },
    'silverpop?': { list_id: 'int' },
  },
  destination: { path: 'text', 'database_table?': tableShape, 'google_worksheet?': worksheetShape },
  advanced_options: {
    'max_errors?': 'int',
    'existing_table_rows?': 'text',
    'distkey?': 'text',
    'sortkey1?': 'text',
    'sortkey2?': 'text',
    'column_delimiter?': 'text',
    column_overrides: 'map',
    'identity_column?': 'text',
    'row_chunk_size?': 'int',
    wipe_destination_table: 'flag',
    truncate_long_lines: 'flag',
    'invalid_char_replacement?': 'text',
    verify_table_row_counts: 'flag',
    'partition_column_name?': 'text',
    'partition_schema_name?': 'text',
    'partition_table_name?': 'text',
    'partition_table_partition_column_min_name?': 'text',
    'partition_table_partition_column_max_name?': 'text',
    'last_modified_column?': 'text',
    mysql_catalog_matches_schema: 'flag',
    'chunking_method?': 'text',
    'first_row_is_header?': 'flag',
    'export_action?': 'text',
    'sql_query?': 'text',
    'contact_lists?': 'text',
    'soql_query?': 'text',
  },
} as const;

/** The syncs of an import: each moves data from one source to one destination. */
export const syncs: readonly OperationDefinition[] = [
  {
    request: 'POST /imports/{id}/syncs',
    description: 'Add a sync to an import: its source, destination and options.',
    body,
    required,
    returns: syncShape,
  },
  {
    request: 'PUT /imports/{id}/syncs/{sync_id}',
    description: 'Replace a sync of an import.',
    body,
    required,
    returns: syncShape,
  },
  // Only here is the status documented as optional.
  ...archiveOperations(mount, syncShape).map((definition) => ({ ...definition, required: [] })),
];
