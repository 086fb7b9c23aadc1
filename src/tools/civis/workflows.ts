import { notificationsShape, scheduleTodayShape, userShape } from '../common-shapes.ts';
import { defineResource } from '../define-operation.ts';
import { lazy } from '../lazy.ts';
import {
  authorFilter,
  type Fields,
  flag,
  hidden,
  int,
  list,
  map,
  oneOf,
  record,
  schedule,
  text,
  visibilityFilters,
} from '../parameters.ts';
import { archiveOperations } from '../templates/archive-operations.ts';
import { gitOperations } from '../templates/git-operations.ts';
import { projectOperations } from '../templates/project-operations.ts';
import { shareOperations } from '../templates/share-operations.ts';
import { transferOperations } from '../templates/transfer-operations.ts';

const mount = { path: '/workflows/{id}', noun: 'workflow' } as const;
const EXECUTIONS = '/workflows/{id}/executions';

const listed = {
  id: 'int',
  name: 'text',
  'description?': 'text',
  valid: 'flag',
  'file_id?': 'text',
  user: userShape,
  state: 'text',
  schedule: scheduleTodayShape,
  allow_concurrent_executions: 'flag',
  time_zone: 'text',
  'next_execution_at?': 'time',
  archived: 'text',
  created_at: 'time',
  updated_at: 'time',
} as const;

const {
  'success_email_from_name?': _name,
  'success_email_reply_to?': _replyTo,
  ...workflowNotifications
} = notificationsShape;

const workflow = {
  ...listed,
  definition: 'text',
  'validation_errors?': 'text',
  'last_execution_id?': 'int',
  notifications: workflowNotifications,
  hidden: 'flag',
  my_permission_level: 'text',
} as const;

const state = { mistral_state: 'text', 'mistral_state_info?': 'text' } as const;

/** A run of a job, or an execution of another workflow, that a task started. */
const started = {
  id: 'int',
  my_permission_level: 'text',
  state: 'text',
  created_at: 'time',
  'started_at?': 'time',
  'finished_at?': 'time',
} as const;

const task = {
  name: 'text',
  ...state,
  runs: [{ ...started, job_id: 'int' }],
  executions: [{ ...started, workflow_id: 'int' }],
} as const;

const listedExecution = {
  id: 'int',
  state: 'text',
  ...state,
  user: userShape,
  'started_at?': 'time',
  'finished_at?': 'time',
  created_at: 'time',
  updated_at: 'time',
} as const;

const execution = {
  ...listedExecution,
  definition: 'text',
  input: 'map',
  included_tasks: ['text'],
  tasks: [task],
} as const;

const body = lazy(
  (): Fields => ({
    name: text(),
    description: text(),
    definition: text('YAML: version, then workflow with its tasks.'),
    schedule,
    allow_concurrent_executions: flag('Start even while it is running.'),
    time_zone: text('E.g. America/Chicago.'),
    notifications: record({
      urls: list(text(), 'Receive a POST at the end.'),
      success_email_subject: text(),
      success_email_body: text('Markdown.'),
      success_email_addresses: list(text()),
      failure_email_addresses: list(text()),
      stall_warning_minutes: int('Minutes until a warning.'),
      success_on: flag('E-mail on success.'),
      failure_on: flag('E-mail on failure.'),
    }),
  }),
);

export const workflows = defineResource('civis', 'workflows', [
  {
    request: 'GET /workflows',
    description: 'List workflows of the platform, last changed first, with state and schedule.',
    query: () => ({
      ...visibilityFilters,
      ...authorFilter,
      state: list(
        oneOf(['queued', 'running', 'succeeded', 'failed', 'cancelled', 'idle', 'scheduled']),
        'Of the last execution; scheduled: none yet.',
      ),
      scheduled: flag(),
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
    request: 'GET /workflows/{id}',
    description: 'Get one workflow: its YAML definition, whether that is valid, schedule and last execution.',
    returns: workflow,
  },
  {
    request: 'POST /workflows',
    description:
      'Create a workflow of the platform from YAML, or from a chain of jobs. Execute it to run it.',
    body: () => ({
      ...body(),
      from_job_chain: int('Job whose chain becomes the workflow; without definition and schedule.'),
      hidden,
    }),
    required: ['name'],
    constraints: [
      { exclusive: ['from_job_chain', 'definition'] },
      { exclusive: ['from_job_chain', 'schedule'] },
    ],
    returns: workflow,
  },
  {
    request: 'PUT /workflows/{id}',
    description: 'Replace a workflow; omitted settings are reset.',
    body,
    required: ['name'],
    returns: workflow,
  },
  {
    request: 'PATCH /workflows/{id}',
    description: 'Update some settings of a workflow, such as its definition or schedule.',
    body,
    returns: workflow,
  },
  {
    request: 'POST /workflows/{id}/clone',
    description: 'Copy a workflow.',
    body: () => ({ clone_schedule: flag(), clone_notifications: flag() }),
    returns: workflow,
  },
  {
    request: `GET ${EXECUTIONS}`,
    description: "List a workflow's executions, newest first, with state and times.",
    paging: {
      maxPageSize: 50,
      defaultPageSize: 20,
      orderFields: ['id', 'updated_at', 'created_at'],
      defaultDirection: 'desc',
    },
    returns: [listedExecution],
  },
  {
    request: `POST ${EXECUTIONS}`,
    effect: 'run',
    description: 'Execute a workflow. Returns at once: get the execution until it has finished.',
    body: () => ({
      target_task: text('Task to reach; reverse workflows only.'),
      input: map("Values of the definition's inputs."),
      included_tasks: list(text(), 'Names of the tasks to execute. Default: all.'),
    }),
    returns: execution,
  },
  {
    request: `GET ${EXECUTIONS}/{execution_id}`,
    description: 'Get one execution of a workflow: its tasks, their states, and the runs that they started.',
    returns: execution,
  },
  {
    request: `GET ${EXECUTIONS}/{execution_id}/tasks/{task_name}`,
    description: 'Get one task of an execution: its state, and all its runs, newest first.',
    segments: () => ({ task_name: text() }),
    returns: task,
  },
  {
    request: `POST ${EXECUTIONS}/{execution_id}/cancel`,
    effect: 'cancel',
    description: 'Cancel an execution of the workflow.',
    returns: execution,
  },
  {
    request: `POST ${EXECUTIONS}/{execution_id}/resume`,
    effect: 'run',
    description: 'Continue an execution that is paused.',
    returns: execution,
  },
  {
    request: `POST ${EXECUTIONS}/{execution_id}/retry`,
    effect: 'run',
    description: 'Run the failed tasks of an execution again, and the tasks after them.',
    body: () => ({ task_name: text('Only this failed task. Default: all.') }),
    returns: execution,
  },
  ...gitOperations({ ...mount, checkout: 'latest' }),
  ...archiveOperations(mount, workflow),
  ...shareOperations(mount),
  ...transferOperations(mount),
  ...projectOperations(mount),
]);
