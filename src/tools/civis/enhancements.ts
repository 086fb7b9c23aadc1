import { defineResource } from '../define.ts';
import { newer } from '../drift.ts';
import { archiveOperations } from '../families/archive-operations.ts';
import { logOperations } from '../families/log-operations.ts';
import { projectOperations } from '../families/project-operations.ts';
import { cancelOperations, runOperations } from '../families/run-operations.ts';
import { shareOperations } from '../families/share-operations.ts';
import type { Fields } from '../params.ts';
import {
  archival,
  flag,
  int,
  jobFilters,
  list,
  notifications,
  oneOf,
  record,
  schedule,
  text,
} from '../params.ts';
import type { Rule } from '../rules.ts';
import { notificationsShape, ownRunShape, scheduleShape, userShape } from '../shapes.ts';

const mount = { path: '/enhancements/cass-ncoa/{id}', noun: 'CASS/NCOA enhancement' } as const;

const body: Fields = {
  name: text(),
  source: record({
    database_table: record(
      {
        schema: text(),
        table: text(),
        remote_host_id: int('The database'),
        credential_id: int(),
        multipart_key: list(text(), 'Primary key columns'),
      },
      ['schema', 'table', 'remote_host_id', 'credential_id'],
    ),
  }),
  schedule,
  parent_id: int('The job that triggers it'),
  notifications,
  destination: record({ database_table: record({ schema: text(), table: text() }) }),
  column_mapping: record(
    {
      address1: text(),
      address2: text(),
      city: text(),
      state: text(),
      zip: text(),
      name: text('Join several by +: first_name+last_name'),
      company: text(),
    },
    [],
    'Source columns that hold them',
  ),
  use_default_column_mapping: flag('true when absent; false needs column_mapping'),
  perform_ncoa: flag('true updates moved addresses and needs ncoa_credential_id'),
  ncoa_credential_id: int(),
  output_level: oneOf(['cass', 'ncoa', 'coalesced', 'all'], 'all when absent; without NCOA only cass or all'),
  limiting_sql: text("Condition without WHERE: state='IL'"),
  ...newer({ batch_size: int('Most records at a time') }),
};

const required = ['name', 'source'];

/** What holds for a change; what it leaves out stays as it is. */
const rules: readonly Rule[] = [
  { exactlyOneOf: 'source' },
  { exactlyOneOf: 'destination' },
  { needs: 'column_mapping', when: { use_default_column_mapping: false } },
  { needs: 'ncoa_credential_id', when: { perform_ncoa: true } },
  { limits: 'output_level', to: ['cass', 'all'], when: { perform_ncoa: false } },
];

/** A whole enhancement that does not ask for NCOA is one without. */
const wholeRules = rules.map((rule) => ('limits' in rule ? { ...rule, absent: false } : rule));

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

const run = { ...ownRunShape, cass_ncoa_id: 'int' } as const;

export const enhancements = defineResource('civis', 'enhancements', [
  {
    request: 'GET /enhancements',
    says: 'List enhancements of every type, last changed first.',
    query: { type: text('E.g. CASS-NCOA'), ...jobFilters, ...archival },
    paging: {
      largest: 50,
      usual: 20,
      order: ['updated_at', 'name', 'created_at', 'last_run.updated_at'],
      dir: 'desc',
    },
    returns: [summary],
  },
  {
    request: 'GET /enhancements/types',
    says: 'List the types of enhancement.',
    returns: [{ name: 'text' }],
  },
  {
    request: 'GET /enhancements/cass-ncoa/{id}',
    says: 'Read one CASS/NCOA enhancement: its tables, column mapping and schedule.',
    returns: enhancement,
  },
  {
    request: 'POST /enhancements/cass-ncoa',
    says: 'Create a job that standardizes U.S. addresses (CASS) and updates moved ones (NCOA); run it apart.',
    body,
    required,
    rules: wholeRules,
    returns: enhancement,
  },
  {
    request: 'PUT /enhancements/cass-ncoa/{id}',
    says: 'Replace a CASS/NCOA enhancement; attributes left out are reset.',
    body,
    required,
    rules: wholeRules,
    returns: enhancement,
  },
  {
    request: 'PATCH /enhancements/cass-ncoa/{id}',
    says: 'Change some attributes of a CASS/NCOA enhancement.',
    body,
    rules,
    returns: enhancement,
  },
  ...runOperations(mount, { start: run, list: [run], get: run, cancel: true }),
  ...logOperations(mount),
  {
    request: 'GET /enhancements/cass-ncoa/{id}/runs/{run_id}/outputs',
    says: 'List what a run of the enhancement made, newest first: files, tables and more.',
    paging: { largest: 50, order: ['created_at', 'id'], dir: 'desc' },
    returns: [{ object_type: 'text', object_id: 'int', name: 'text', link: 'text' }],
  },
  ...cancelOperations(mount),
  ...archiveOperations(mount, enhancement),
  ...shareOperations(mount),
  ...projectOperations(mount),
]);
