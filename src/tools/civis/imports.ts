import {
  notificationsShape,
  runShape,
  scheduleShape,
  standaloneRunShape,
  userShape,
} from '../common-shapes.ts';
import { defineResource } from '../define-operation.ts';
import { addedSinceDocumentation } from '../documentation-drift.ts';
import {
  computed,
  csv,
  csvIds,
  flag,
  hidden,
  int,
  jobFilters,
  list,
  notifications,
  oneOf,
  record,
  schedule,
  text,
  time,
  visibilityFilters,
} from '../parameters.ts';
import { archiveOperations } from '../templates/archive-operations.ts';
import { logOperations } from '../templates/log-operations.ts';
import { projectOperations } from '../templates/project-operations.ts';
import { cancelOperations, runOperations } from '../templates/run-operations.ts';
import { shareOperations } from '../templates/share-operations.ts';
import { syncShape, syncs } from './imports-syncs.ts';

const mount = { path: '/imports/{id}', noun: 'import' } as const;
const fileMount = { path: '/imports/files/{id}', noun: 'file import' } as const;

const host = record(
  {
    remote_host_id: int(),
    credential_id: int(),
    additional_credentials: list(int(), 'Ids; for Salesforce only the client credential.'),
  },
  ['remote_host_id', 'credential_id'],
);

const body = {
  name: text(),
  sync_type: oneOf([
    'Dbsync',
    'AutoImport',
    'SilverpopDataImport',
    'SilverpopContactImport',
    'GdocImport',
    'GdocExport',
    'Salesforce',
  ]),
  is_outbound: flag('true: move data out of Civis.'),
  source: host,
  destination: host,
  schedule,
  notifications,
  parent_id: int('Job that triggers this one.'),
  next_run_at: computed(time()),
  time_zone: text('E.g. America/Chicago.'),
};

const required = ['name', 'sync_type', 'is_outbound'];

const hostShape = {
  remote_host_id: 'int',
  credential_id: 'int',
  additional_credentials: ['int'],
  name: 'text',
} as const;

const listed = {
  id: 'int',
  name: 'text',
  'sync_type?': 'text',
  'source?': hostShape,
  'destination?': hostShape,
  schedule: scheduleShape,
  is_outbound: 'flag',
  job_type: 'text',
  state: 'text',
  created_at: 'time',
  updated_at: 'time',
  'last_run?': runShape,
  user: userShape,
  time_zone: 'text',
  archived: 'flag',
} as const;

const detailed = {
  ...listed,
  notifications: notificationsShape,
  'parent_id?': 'int',
  syncs: [syncShape],
  running_as: userShape,
  'next_run_at?': 'time',
  hidden: 'flag',
} as const;

const batch = {
  id: 'int',
  schema: 'text',
  table: 'text',
  remote_host_id: 'int',
  state: 'text',
  'started_at?': 'time',
  'finished_at?': 'time',
  'error?': 'text',
} as const;

const fileRun = { ...standaloneRunShape, import_id: 'int' } as const;

const delimiters = ['comma', 'tab', 'pipe'] as const;

export const imports = defineResource('civis', 'imports', [
  {
    request: 'GET /imports',
    description: 'List imports.',
    query: {
      // Documented as DbSync, which finds nothing: Civis itself writes Dbsync.
      type: csv(['AutoImport', 'Dbsync', 'Salesforce', 'GdocImport', 'GdocExport']),
      ...jobFilters,
      destination: csvIds('Remote host ids'),
      ...addedSinceDocumentation({ source: csvIds('Remote host ids (type: Dbsync)') }),
      ...visibilityFilters,
    },
    paging: {
      maxPageSize: 50,
      defaultPageSize: 20,
      orderFields: ['updated_at', 'name', 'created_at', 'last_run.updated_at'],
      defaultDirection: 'desc',
    },
    returns: [listed],
  },
  {
    request: 'GET /imports/{id}',
    description: 'Get one import: hosts, syncs, schedule and last run.',
    returns: detailed,
  },
  {
    request: 'POST /imports',
    description: 'Create an import between two hosts. Then add syncs and run it.',
    body: { ...body, hidden },
    required,
    returns: detailed,
  },
  {
    request: 'PUT /imports/{id}',
    description: 'Replace the configuration of an import; provide every attribute again.',
    body,
    required,
    returns: detailed,
  },
  ...runOperations(mount, { start: { run_id: 'int' }, list: [runShape], unpaged: true }),
  ...logOperations(mount),
  ...cancelOperations(mount),
  ...archiveOperations(mount, detailed),
  ...syncs,
  {
    request: 'POST /imports/files',
    description:
      'Prepare the import of a file into a table. Then send the file to upload_uri and start a run.',
    body: {
      schema: text(),
      name: text('Destination table.'),
      remote_host_id: int('Host of the destination database.'),
      credential_id: int(),
      max_errors: int('Bad rows to skip before failing.'),
      existing_table_rows: oneOf(['fail', 'truncate', 'append', 'drop'], 'Default: fail.'),
      distkey: text('Column.'),
      sortkey1: text('Column.'),
      sortkey2: text('Column.'),
      column_delimiter: oneOf(delimiters, 'Default or null: detected.').nullable(),
      first_row_is_header: flag('Default or null: detected.').nullable(),
      multipart: flag('true: upload with a form POST instead of PUT. Default: false.'),
      hidden,
      ...addedSinceDocumentation({
        diststyle: text('even, all or key.'),
        escaped: flag('true: quotes are escaped with a backslash, not doubled.'),
      }),
    },
    required: ['schema', 'name', 'remote_host_id', 'credential_id'],
    returns: { id: 'int', upload_uri: 'text', run_uri: 'text', upload_fields: 'map' },
  },
  ...runOperations(fileMount, { start: fileRun, list: [fileRun], get: fileRun, cancel: true }),
  ...logOperations(fileMount),
  {
    request: 'GET /imports/batches',
    description: 'List batch imports.',
    query: { hidden: visibilityFilters.hidden },
    paging: {
      maxPageSize: 50,
      defaultPageSize: 20,
      orderFields: ['updated_at', 'created_at'],
      defaultDirection: 'desc',
    },
    returns: [batch],
  },
  {
    request: 'GET /imports/batches/{id}',
    description: 'Get one batch import: state, times and error.',
    returns: { ...batch, hidden: 'flag' },
  },
  {
    request: 'POST /imports/batches',
    description: 'Import several Civis files into one existing Redshift table. Starts immediately.',
    body: {
      file_ids: list(int()),
      schema: text(),
      table: text('Without schema. Must exist.'),
      remote_host_id: int('Host of the destination database.'),
      credential_id: int(),
      column_delimiter: oneOf(delimiters, 'Default: comma.'),
      first_row_is_header: flag('Default: false.'),
      compression: oneOf(['gzip', 'zip', 'none'], 'Default: gzip.'),
      hidden,
    },
    required: ['file_ids', 'schema', 'table', 'remote_host_id', 'credential_id'],
    returns: { ...batch, hidden: 'flag' },
  },
  ...shareOperations(mount),
  ...projectOperations(mount),
]);
