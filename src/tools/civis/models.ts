import { notificationsShape, runShape, scheduleShape, userShape } from '../common-shapes.ts';
import { defineResource, retired } from '../define-operation.ts';
import {
  documentedSchedule,
  flag,
  int,
  jobFilters,
  list,
  map,
  notifications,
  text,
  visibilityFilters,
} from '../parameters.ts';
import { archiveOperations } from '../templates/archive-operations.ts';
import { logOperations } from '../templates/log-operations.ts';
import { projectOperations } from '../templates/project-operations.ts';
import { runOperations } from '../templates/run-operations.ts';
import { shareOperations } from '../templates/share-operations.ts';

const mount = {
  path: '/models/{id}',
  noun: 'model',
  runs: { segment: 'builds', id: 'build_id' },
} as const;

const body = {
  table_name: text('Training table: schema.table'),
  database_id: int(),
  credential_id: int('Your default when absent'),
  model_name: text(),
  description: text(),
  interaction_terms: flag('Search for interactions'),
  box_cox_transformation: flag('Makes data normal; continuous models only'),
  model_type_id: int(),
  primary_key: text('Column'),
  dependent_variable: text('Column'),
  dependent_variable_order: list(text(), 'Its values in order, for ordinal models'),
  excluded_columns: list(text(), 'Never predictors'),
  limiting_sql: text('WHERE condition: id > 105'),
  active_build_id: int('The build that scores'),
  cross_validation_parameters: map('Grid for trees: {"max_depth": [2, 3]}'),
  number_of_folds: int('5 when absent'),
  notifications,
  schedule: documentedSchedule,
  parent_id: int('The job that triggers it'),
  time_zone: text(),
};

const quality = {
  id: 'int',
  'name?': 'text',
  'created_at?': 'text',
  'description?': 'text',
  'root_mean_squared_error?': 'number',
  'r_squared_error?': 'number',
  'roc_auc?': 'number',
} as const;

const build = {
  ...quality,
  state: 'text',
  'error?': 'text',
  // Documented as text; real answers hold an object.
  'transformation_metadata?': 'any',
  'output?': 'text',
  'output_location?': 'text',
} as const;

const listedPrediction = {
  id: 'int',
  table_name: 'text',
  primary_key: ['text'],
  'limiting_sql?': 'text',
  output_table: 'text',
  state: 'text',
} as const;

const prediction = { ...listedPrediction, schedule: scheduleShape } as const;

const listed = {
  id: 'int',
  'table_name?': 'text',
  'database_id?': 'int',
  credential_id: 'int',
  model_name: 'text',
  'description?': 'text',
  interaction_terms: 'flag',
  'box_cox_transformation?': 'flag',
  'model_type_id?': 'int',
  'primary_key?': 'text',
  'dependent_variable?': 'text',
  dependent_variable_order: ['text'],
  excluded_columns: ['text'],
  'limiting_sql?': 'text',
  cross_validation_parameters: 'map',
  'number_of_folds?': 'int',
  schedule: scheduleShape,
  'parent_id?': 'int',
  time_zone: 'text',
  'last_run?': runShape,
  user: userShape,
  created_at: 'time',
  updated_at: 'time',
  current_build_state: 'text',
  'current_build_exception?': 'text',
  builds: [quality],
  predictions: [listedPrediction],
  'last_output_location?': 'text',
  archived: 'flag',
} as const;

const detailed = {
  ...listed,
  'active_build_id?': 'int',
  notifications: notificationsShape,
  running_as: userShape,
  hidden: 'flag',
  predictions: [prediction],
} as const;

const schedules = { id: 'int', schedule: scheduleShape } as const;
const part = text('Part of it');

export const models = defineResource('civis', 'models', [
  {
    request: 'GET /models',
    description: 'List predictive models, last changed first.',
    query: {
      model_name: part,
      training_table_name: part,
      dependent_variable: part,
      ...jobFilters,
      ...visibilityFilters,
    },
    paging: {
      maxPageSize: 50,
      orderFields: ['updated_at', 'name', 'created_at', 'last_run.updated_at'],
      defaultDirection: 'desc',
    },
    returns: [listed],
  },
  {
    request: 'GET /models/types',
    description: 'List the types of model: algorithm and kind of dependent variable.',
    returns: [{ id: 'int', algorithm: 'text', dv_type: 'text', fint_allowed: 'flag' }],
  },
  {
    request: 'GET /models/{id}',
    description: 'Read one model: its settings, builds and predictions.',
    returns: detailed,
  },
  {
    request: 'GET /models/{id}/schedules',
    description: 'Read when a model is built.',
    returns: schedules,
  },
  ...runOperations(mount, { list: [build], get: build, cancel: true }),
  ...logOperations(mount),
  ...retired([
    {
      request: 'POST /models',
      description: 'Create a predictive model; build it apart.',
      body: { ...body, hidden: flag() },
      returns: detailed,
    },
    { request: 'PATCH /models/{id}', description: 'Change some settings of a model.', body },
    ...runOperations(mount, { start: build }),
    {
      request: 'PUT /models/{id}/predictions',
      effect: 'run',
      description: 'Score a table with a model, now or by a schedule.',
      body: {
        table_name: text('schema.table'),
        primary_key: list(text(), 'Columns'),
        limiting_sql: text('WHERE condition'),
        output_table: text('Created: schema.table'),
        schedule: documentedSchedule,
      },
      required: ['table_name', 'primary_key'],
      returns: prediction,
    },
    {
      request: 'PUT /models/{id}/schedules',
      description: 'Set when a model is built.',
      body: { schedule: documentedSchedule },
      required: ['schedule'],
      returns: schedules,
    },
  ]),
  ...archiveOperations(mount, detailed),
  ...shareOperations(mount),
  ...projectOperations(mount),
]);
