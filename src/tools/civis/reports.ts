import { runShape, userShape } from '../common-shapes.ts';
import { defineResource } from '../define-operation.ts';
import { lazy } from '../lazy.ts';
import { authorFilter, csv, flag, hidden, int, map, text, visibilityFilters } from '../parameters.ts';
import { archiveOperations } from '../templates/archive-operations.ts';
import { gitOperations } from '../templates/git-operations.ts';
import type { Mount } from '../templates/mount.ts';
import { projectOperations } from '../templates/project-operations.ts';
import { shareOperations } from '../templates/share-operations.ts';
import { transferOperations } from '../templates/transfer-operations.ts';

const mount = { path: '/reports/{id}', noun: 'report' } as const;
const sqlMount = { path: '/reports/sql/{id}', noun: 'SQL report' } as const;

const about = {
  id: 'int',
  name: 'text',
  user: userShape,
  created_at: 'time',
  updated_at: 'time',
  type: 'text',
  archived: 'text',
} as const;

const listed = {
  ...about,
  projects: [{ id: 'int', name: 'text' }],
  'state?': 'text',
  'finished_at?': 'time',
  'viz_updated_at?': 'time',
  'script?': { id: 'int', name: 'text', 'sql?': 'text' },
  'job_path?': 'text',
  'tableau_id?': 'int',
  'template_id?': 'int',
  'auth_thumbnail_url?': 'text',
  'last_run?': runShape,
} as const;

const report = {
  ...listed,
  'description?': 'text',
  my_permission_level: 'text',
  hidden: 'flag',
  'auth_data_url?': 'text',
  'auth_code_url?': 'text',
  'config?': 'text',
  valid_output_file: 'flag',
  provide_api_key: 'flag',
  'api_key?': 'text',
  'api_key_id?': 'int',
  app_state: 'map',
  use_viewers_tableau_username: 'flag',
} as const;

const sqlReport = {
  ...about,
  'description?': 'text',
  my_permission_level: 'text',
  config: 'text',
  query: {
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
    running_as: userShape,
  },
} as const;

const settings = lazy(() => ({
  name: text(),
  description: text(),
  code_body: text('HTML of the report.'),
  script_id: int('Script or query whose output it shows.'),
  app_state: map('State of the page.', text()),
  provide_api_key: flag('Give the page an API key of the viewer.'),
}));
const wireNames = { provide_api_key: 'provideAPIKey' } as const;

const sqlSettings = lazy(() => ({
  query_id: int('Query whose result it shows.'),
  name: text(),
  config: text('How the result is shown.'),
  description: text(),
}));

/** What both kinds of report have. */
function filing(object: Mount, returns: typeof report | typeof sqlReport) {
  return [
    ...archiveOperations(object, returns),
    ...shareOperations(object),
    ...transferOperations(object),
    ...projectOperations(object),
  ];
}

export const reports = defineResource('civis', 'reports', [
  {
    request: 'GET /reports',
    description: 'List reports, last changed first: HTML, SQL, Tableau and services.',
    query: () => ({
      type: csv(['tableau', 'other']),
      template_id: int(),
      ...authorFilter,
      ...visibilityFilters,
    }),
    paging: {
      maxPageSize: 50,
      defaultPageSize: 20,
      orderFields: ['updated_at', 'name', 'created_at'],
      defaultDirection: 'desc',
    },
    returns: [listed],
  },
  {
    request: 'GET /reports/{id}',
    description: 'Get one report: settings, the script behind it, and a link to its code that expires.',
    returns: report,
  },
  {
    request: 'POST /reports',
    description: 'Create an HTML report, a page that people open in Civis.',
    body: () => ({ ...settings(), template_id: int(), hidden }),
    wireNames,
    returns: report,
  },
  {
    request: 'PATCH /reports/{id}',
    description: 'Update some settings of a report, or its HTML.',
    body: () => ({
      ...settings(),
      config: text(),
      template_id: int('null: none. Another template resets app_state.').nullable(),
      use_viewers_tableau_username: flag('Tableau shows viewers their own rows.'),
    }),
    wireNames,
    returns: report,
  },
  {
    request: 'POST /reports/{id}/grants',
    effect: 'share',
    description: 'Let a report call Civis as you, for everybody who opens it.',
    returns: report,
  },
  {
    request: 'DELETE /reports/{id}/grants',
    description: 'Revoke the right of a report to call Civis as you.',
  },
  {
    request: 'POST /reports/{id}/refresh',
    effect: 'run',
    description: 'Refresh the data of a Tableau report.',
    returns: {
      id: 'int',
      tableau_refresh_job_id: 'text',
      organization: {
        id: 'int',
        tableau_refresh_usage: 'int',
        tableau_refresh_limit: 'int',
        tableau_refresh_history: ['map'],
      },
    },
  },
  {
    request: 'GET /reports/{id}/refresh/{job_id}',
    description: 'Get the state of a refresh of a Tableau report.',
    segments: () => ({ job_id: text('The tableau_refresh_job_id.') }),
    returns: { job_id: 'text', state: 'text', 'error?': 'text' },
  },
  ...gitOperations(mount),
  ...filing(mount, report),
  {
    request: 'GET /reports/sql/{id}',
    description: 'Get one SQL report: its query, with columns and first rows.',
    returns: sqlReport,
  },
  {
    request: 'POST /reports/sql',
    description: 'Create a SQL report, which shows the result of a query.',
    body: sqlSettings,
    required: ['query_id', 'name', 'config'],
    returns: sqlReport,
  },
  {
    request: 'PATCH /reports/sql/{id}',
    description: 'Update some settings of a SQL report.',
    body: sqlSettings,
    returns: sqlReport,
  },
  {
    request: 'POST /reports/sql/{id}/refresh',
    effect: 'run',
    description: 'Run the query of a SQL report again.',
    returns: sqlReport,
  },
  ...filing(sqlMount, sqlReport),
]);
