import { runShape } from '../common-shapes.ts';
import { defineResource } from '../define-operation.ts';
import { lazy } from '../lazy.ts';
import { count, time } from '../parameters.ts';
import { logOperations } from '../templates/log-operations.ts';
import { runOperations } from '../templates/run-operations.ts';
import { transferOperations } from '../templates/transfer-operations.ts';

const mount = { path: '/jobs/{id}', noun: 'job' } as const;

/** Runs and logs of jobs of any type. */
const jobRuns = defineResource('civis', 'jobs', [
  ...runOperations(mount, { list: [runShape], cancel: true }),
  ...logOperations(mount),
]);

/** The log of a deployment, whose lines have no ids. */
const deploymentLogs = defineResource('civis', 'notebooks', [
  {
    request: 'GET /notebooks/{id}/deployments/{deployment_id}/logs',
    description: 'Get the log of one deployment of the notebook.',
    query: lazy(() => ({ start_at: time(), end_at: time(), limit: count('Default: 10000.') })),
    returns: [{ message: 'text', stream: 'text', created_at: 'time', source: 'text' }],
  },
]);

/** Ownership of objects whose documentation does not know of it. */
const ownership = [
  ['jobs', '/jobs/{id}', 'job'],
  ['imports', '/imports/{id}', 'import'],
  ['files', '/files/{id}', 'file'],
  ['models', '/models/{id}', 'model'],
  ['notebooks', '/notebooks/{id}', 'notebook'],
  ['enhancements', '/enhancements/cass-ncoa/{id}', 'CASS/NCOA enhancement'],
] as const;
const ownershipTransfers = ownership.flatMap(([resource, path, noun]) =>
  defineResource('civis', resource, transferOperations({ path, noun })),
);

/** The API description as text, for the resource that shows it whole. */
const description = defineResource('civis', 'endpoints', [
  {
    request: 'GET /endpoints',
    method: 'get_description',
    description: 'Get the complete API description of Civis (Swagger 2.0, about 2 MB).',
    returns: 'bytes',
  },
]);

/** Operations of Civis beyond the documented ones, used by workflows and resources and not listed. */
export const innerOperations = [...jobRuns, ...deploymentLogs, ...ownershipTransfers, ...description];
