import type { Definition } from '../define.ts';
import { dropped, newer } from '../drift.ts';
import { archive } from '../families/archive.ts';
import { flag, int, map, oneOf, record, text } from '../params.ts';

const mount = { path: '/imports/{id}/syncs/{sync_id}', noun: 'sync' } as const;

const databaseTable = record({ schema: text(), table: text(), ...newer({ use_without_schema: flag() }) }, [
  'schema',
  'table',
]);

const googleWorksheet = record(
  {
    spreadsheet: text('Name'),
    worksheet: text('Name'),
    ...newer({ spreadsheet_id: text(), worksheet_id: int() }),
  },
  ['spreadsheet', 'worksheet'],
);

const body = {
  source: record({
    path: text('Old form: schema.table'),
    database_table: databaseTable,
    file: map('A Civis file'),
    google_worksheet: googleWorksheet,
    ...dropped({
      salesforce: record(dropped({ object_name: text() }), ['object_name']),
      silverpop: record(dropped({ list_id: int() }), ['list_id']),
    }),
  }),
  destination: record({
    path: text('Old form: schema.table or spreadsheet.worksheet'),
    database_table: databaseTable,
    google_worksheet: googleWorksheet,
  }),
  advanced_options: record({
    max_errors: int('Rows with errors before failing'),
    existing_table_rows: text('fail (default), truncate, append or drop'),
    distkey: text('Column'),
    sortkey1: text('Column'),
    sortkey2: text('Column'),
    column_delimiter: text('comma, tab or pipe'),
    column_overrides: map('By the column’s present name', record({ name: text(), type: text() })),
    identity_column: text('Key for incremental syncs'),
    row_chunk_size: int('Rows a chunk'),
    wipe_destination_table: flag('true reloads it whole'),
    truncate_long_lines: flag('Fit values to the column'),
    invalid_char_replacement: text('One ASCII character'),
    verify_table_row_counts: flag('Fail when they differ'),
    partition_column_name: text(),
    partition_schema_name: text(),
    partition_table_name: text(),
    partition_table_partition_column_min_name: text(),
    partition_table_partition_column_max_name: text(),
    last_modified_column: text('Tells changed rows in incremental syncs'),
    mysql_catalog_matches_schema: flag(),
    chunking_method: oneOf(['sorted_by_identity_columns'], 'Automatic when absent'),
    first_row_is_header: flag(),
    export_action: oneOf(
      ['newsprsht', 'newwksht', 'updatewksht', 'appendwksht'],
      'New spreadsheet, new worksheet, overwrite one, append to one',
    ),
    sql_query: text('For Google Sheet exports'),
    contact_lists: text(),
    soql_query: text(),
    ...newer({
      diststyle: text(),
      escaped: flag('true: quotes are escaped by a backslash, not doubled'),
      include_deleted_records: flag(),
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
    // Documented as text; real answers hold numbers too.
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

/** What an import moves: each sync from one source to one destination. */
export const syncs: readonly Definition[] = [
  {
    request: 'POST /imports/{id}/syncs',
    says: 'Add a sync to an import: what to move where.',
    body,
    required,
    returns: syncShape,
  },
  {
    request: 'PUT /imports/{id}/syncs/{sync_id}',
    says: 'Replace a sync of an import: give every option anew.',
    body,
    required,
    returns: syncShape,
  },
  // Here alone the status is documented as optional.
  ...archive(mount, syncShape).map((definition) => ({ ...definition, required: [] })),
];
