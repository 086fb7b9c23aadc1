import { jobShape, runShape } from '../common-shapes.ts';
import { defineResource } from '../define-operation.ts';
import { addedSinceDocumentation } from '../documentation-drift.ts';
import {
  authorFilter,
  csv,
  csvInNamespace,
  flag,
  oneOf,
  permissionLevels,
  text,
  visibilityFilters,
} from '../parameters.ts';
import { projectOperations } from '../templates/project-operations.ts';
import { runOperations } from '../templates/run-operations.ts';
import { shareOperations } from '../templates/share-operations.ts';

const mount = { path: '/jobs/{id}', noun: 'job' } as const;

const detailed = { ...jobShape, runs: [runShape], hidden: 'flag', archived: 'flag' } as const;

export const jobs = defineResource('civis', 'jobs', [
  {
    request: 'GET /jobs',
    description: 'List jobs of every type, last changed first; filter by state, type or text to find one.',
    query: {
      state: csv(['queued', 'running', 'succeeded', 'failed', 'cancelled']),
      type: csvInNamespace('JobTypes::', 'E.g. JobTypes::Import.'),
      q: text('Search in id, name and type.'),
      permission: oneOf(permissionLevels, 'Only jobs where you have this permission.'),
      ...visibilityFilters,
      ...addedSinceDocumentation({ scheduled: flag(), ...authorFilter }),
    },
    paging: { maxPageSize: 50, orderFields: ['updated_at'], defaultDirection: 'desc' },
    returns: [{ ...jobShape, archived: 'flag' }],
  },
  {
    request: 'GET /jobs/{id}',
    description: 'Get one job of any type: its state, its last run and its recent runs.',
    returns: detailed,
  },
  {
    request: 'GET /jobs/{id}/parents',
    description: 'List the jobs that trigger this one.',
    returns: [detailed],
  },
  {
    request: 'GET /jobs/{id}/children',
    description: 'List the jobs that this one triggers, and the jobs that those trigger.',
    returns: [{ ...jobShape, runs: [runShape], children: ['any'] }],
  },
  {
    request: 'POST /jobs/{id}/trigger_email',
    description: 'Create an e-mail address that runs the job when mail arrives there.',
    returns: { trigger_email: 'text' },
  },
  ...runOperations(mount, { start: runShape, get: runShape }),
  ...shareOperations(mount),
  ...projectOperations(mount),
]);
