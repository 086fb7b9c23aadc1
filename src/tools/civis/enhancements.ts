import { notificationsShape, scheduleShape, standaloneRunShape, userShape } from '../common-shapes.ts';
import type { Constraint } from '../constraints.ts';
import { defineResource } from '../define-operation.ts';
import { addedSinceDocumentation } from '../documentation-drift.ts';
import type { Fields } from '../parameters.ts';
import {
  archivedFilter,
  flag,
  int,
  jobFilters,
  list,
  notifications,
  oneOf,
  record,
  schedule,
  text,
  withDefault,
} from '../parameters.ts';
import { archiveOperations } from '../templates/archive-operations.ts';
import { logOperations } from '../templates/log-operations.ts';
import { projectOperations } from '../templates/project-operations.ts';
import { cancelOperations, runOperations } from '../templates/run-operations.ts';
import { shareOperations } from '../templates/share-operations.ts';

const mount = { path: '/enhancements/cass-ncoa/{id}', noun: 'enhancement' } as const;

const body: Fields = {
  name: text(),
  source: record({
    database_table: record(
      {
        schema: text(),
        table: text(),
        remote_host_id: int('Host of the database.'),
        credential_id: int(),
        multipart_key: list(text(), 'Primary key columns.'),
      },
      ['schema', 'table', 'remote_host_id', 'credential_id'],
    ),
  }),
  schedule,
  parent_id: int('Job that triggers this one.'),
  notifications,
  destination: record({ database_table: record({ schema: text(), table: text() }) }),
  column_mapping: record(
    {
      address1: text(),
      address2: text(),
      city: text(),
      state: text(),
      zip: text(),
      name: text('Join several with +: first_name+last_name.'),
      company: text(),
    },
    [],
    'Source columns that contain them.',
  ),
  use_default_column_mapping: withDefault(true, flag('Default: true. false requires column_mapping.')),
  perform_ncoa: flag('true: update moved addresses; requires ncoa_credential_id.'),
  ncoa_credential_id: int(),
  output_level: withDefault(
    'all',
    oneOf(['cass', 'ncoa', 'coalesced', 'all'], 'Default: all. Without NCOA only cass or all.'),
  ),
  limiting_sql: text("SQL condition without WHERE, e.g. state='IL'."),
  ...addedSinceDocumentation({ batch_size: int('Records per batch.') }),
};

const required = ['name', 'source'];

/** Rules for an update, which leaves omitted attributes unchanged. */
const constraints: readonly Constraint[] = [
  { exactlyOneOf: 'source' },
  { exactlyOneOf: 'destination' },
  { needs: 'column_mapping', when: { use_default_column_mapping: false } },
  { needs: 'ncoa_credential_id', when: { perform_ncoa: true } },
  { limits: 'output_level', to: ['cass', 'all'], when: { perform_ncoa: false } },
];

/** Rules for a complete enhancement: without `perform_ncoa` it does not perform NCOA. */
const wholeConstraints = constraints.map((constraint) =>
  'limits' in constraint ? { ...constraint, absent: false } : constraint,
);

const summary = {
  id: 'int',
  name: 'text',
  type: 'text',
  created_at: 'time',
  updated_at: 'time',
  author: userShape,
  state: 'text',
  archived: 'flag',
} as const;

const enhancement = {
  ...summary,
  schedule: scheduleShape,
  'parent_id?': 'int',
  notifications: notificationsShape,
  running_as: userShape,
  source: {
    database_table: {
      schema: 'text',
      table: 'text',
      remote_host_id: 'int',
      credential_id: 'int',
      multipart_key: ['text'],
    },
  },
  destination: { database_table: { schema: 'text', table: 'text' } },
  column_mapping: {
    address1: 'text',
    'address2?': 'text',
    city: 'text',
    state: 'text',
    zip: 'text',
    'name?': 'text',
    'company?': 'text',
  },
  use_default_column_mapping: 'flag',
  perform_ncoa: 'flag',
  'ncoa_credential_id?': 'int',
  output_level: 'text',
  'limiting_sql?': 'text',
} as const;

const run = { ...standaloneRunShape, cass_ncoa_id: 'int' } as const;

export const enhancements = defineResource('civis', 'enhancements', [
  {
    request: 'GET /enhancements',
    description: 'List enhancements of every type.',
    query: { type: text('E.g. CASS-NCOA.'), ...jobFilters, ...archivedFilter },
    paging: {
      maxPageSize: 50,
      defaultPageSize: 20,
      orderFields: ['updated_at', 'name', 'created_at', 'last_run.updated_at'],
      defaultDirection: 'desc',
    },
    returns: [summary],
  },
  {
    request: 'GET /enhancements/types',
    description: 'List the types of enhancement.',
    returns: [{ name: 'text' }],
  },
  {
    request: 'GET /enhancements/cass-ncoa/{id}',
    description: 'Get one CASS/NCOA enhancement: tables, column mapping and schedule.',
    returns: enhancement,
  },
  {
    request: 'POST /enhancements/cass-ncoa',
    description:
      'Create a job that standardizes U.S. addresses (CASS) and updates moved ones (NCOA). Run it separately.',
    body,
    required,
    constraints: wholeConstraints,
    returns: enhancement,
  },
  {
    request: 'PUT /enhancements/cass-ncoa/{id}',
    description: 'Replace a CASS/NCOA enhancement; omitted attributes are reset.',
    body,
    required,
    constraints: wholeConstraints,
    returns: enhancement,
  },
  {
    request: 'PATCH /enhancements/cass-ncoa/{id}',
    description: 'Update some attributes of a CASS/NCOA enhancement.',
    body,
    constraints,
    returns: enhancement,
  },
  ...runOperations(mount, { start: run, list: [run], get: run, cancel: true }),
  ...logOperations(mount),
  {
    request: 'GET /enhancements/cass-ncoa/{id}/runs/{run_id}/outputs',
    description: 'List the outputs of a run of the enhancement: files, tables and more.',
    paging: { maxPageSize: 50, orderFields: ['created_at', 'id'], defaultDirection: 'desc' },
    returns: [{ object_type: 'text', object_id: 'int', name: 'text', link: 'text' }],
  },
  ...cancelOperations(mount),
  ...archiveOperations(mount, enhancement),
  ...shareOperations(mount),
  ...projectOperations(mount),
]);
