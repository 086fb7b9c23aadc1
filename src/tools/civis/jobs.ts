import { defineResource } from '../define.ts';
import { projects } from '../families/projects.ts';
import { runs } from '../families/runs.ts';
import { shares } from '../families/shares.ts';
import { csv, oneOf, permissionLevels, text, visibility } from '../params.ts';

const mount = { path: '/jobs/{id}', noun: 'job' } as const;

const run = {
  id: 'int',
  state: 'text',
  created_at: 'time',
  'started_at?': 'time',
  'finished_at?': 'time',
  'error?': 'text',
} as const;

const job = {
  id: 'int',
  name: 'text',
  type: 'text',
  state: 'text',
  created_at: 'time',
  updated_at: 'time',
  'last_run?': run,
} as const;

const detailed = { ...job, runs: [run], hidden: 'flag', archived: 'flag' } as const;

export const jobs = defineResource('civis', 'jobs', [
  {
    request: 'GET /jobs',
    says: 'List jobs of every type, last changed first; narrow by state, type or text to find one.',
    query: {
      state: csv(['queued', 'running', 'succeeded', 'failed', 'cancelled']),
      type: csv(),
      q: text('Searches id, name and type'),
      permission: oneOf(permissionLevels, 'What you may do with it'),
      ...visibility,
    },
    paging: { largest: 50, order: ['updated_at'], dir: 'desc' },
    returns: [{ ...job, archived: 'flag' }],
  },
  {
    request: 'GET /jobs/{id}',
    says: 'Read one job of any type: its state, its last run and its recent runs.',
    returns: detailed,
  },
  {
    request: 'GET /jobs/{id}/parents',
    says: 'List the jobs that trigger this one.',
    returns: [detailed],
  },
  {
    request: 'GET /jobs/{id}/children',
    says: 'List the jobs that this one triggers, and theirs in turn.',
    returns: [{ ...job, runs: [run], children: ['any'] }],
  },
  {
    request: 'POST /jobs/{id}/trigger_email',
    says: 'Get the e-mail address that runs the job when mail arrives there.',
    returns: { trigger_email: 'text' },
  },
  ...runs(mount, { start: run, get: run }),
  ...shares(mount),
  ...projects(mount),
]);
