import { notificationsShape, runShape, scheduleShape, userShape } from '../common-shapes.ts';
import { defineResource, retired } from '../define-operation.ts';
import {
  documentedSchedule,
  flag,
  hidden,
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
  table_name: text('Training table: schema.table.'),
  database_id: int('Database of the training table.'),
  credential_id: int('Default: your default credential.'),
  model_name: text(),
  description: text(),
  interaction_terms: flag('Search for interactions.'),
  box_cox_transformation: flag('Transform data to a normal distribution; continuous models only.'),
  model_type_id: int('From civis_models_list_types.'),
  primary_key: text('Column.'),
  dependent_variable: text('Column.'),
  dependent_variable_order: list(text(), 'Values in order, for ordinal models.'),
  excluded_columns: list(text(), 'Columns not used as predictors.'),
  limiting_sql: text('WHERE condition, e.g. id > 105.'),
  active_build_id: int('Build used for predictions.'),
  cross_validation_parameters: map('Grid for trees, e.g. {"max_depth": [2, 3]}.'),
  number_of_folds: int('For cross validation. Default: 5.'),
  notifications,
  schedule: documentedSchedule,
  parent_id: int('Job that triggers this one.'),
  time_zone: text('E.g. America/Chicago.'),
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
  // Documented as a string; real responses contain an object.
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
const part = text('Part of the name.');

const BUILD_DETAILS =
  'state, quality and output (only if smaller than 10 kB). The output_location link expires after 5 minutes.';

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
    description: 'Get one model: settings, builds and predictions.',
    returns: detailed,
  },
  {
    request: 'GET /models/{id}/schedules',
    description: 'Get the schedule of builds of a model.',
    returns: schedules,
  },
  ...runOperations(mount, { list: [build], get: build, details: BUILD_DETAILS, cancel: true }),
  ...logOperations(mount),
  ...retired([
    {
      request: 'POST /models',
      description: 'Create a predictive model. Build it separately.',
      body: { ...body, hidden },
      returns: detailed,
    },
    { request: 'PATCH /models/{id}', description: 'Update some settings of a model.', body },
    ...runOperations(mount, { start: build }),
    {
      request: 'PUT /models/{id}/predictions',
      effect: 'run',
      description: 'Add a table for the model to score, now or on a schedule.',
      body: {
        table_name: text('Table to score: schema.table.'),
        primary_key: list(text(), 'Columns.'),
        limiting_sql: text('WHERE condition.'),
        output_table: text('Table to create: schema.table.'),
        schedule: documentedSchedule,
      },
      required: ['table_name', 'primary_key'],
      returns: prediction,
    },
    {
      request: 'PUT /models/{id}/schedules',
      description: 'Set the schedule of builds of a model.',
      body: { schedule: documentedSchedule },
      required: ['schedule'],
      returns: schedules,
    },
  ]),
  ...archiveOperations(mount, detailed),
  ...shareOperations(mount),
  ...projectOperations(mount),
]);
