import { runShape } from '../common-shapes.ts';
import { defineResource } from '../define-operation.ts';
import { logOperations } from '../templates/log-operations.ts';
import { runOperations } from '../templates/run-operations.ts';
import { transferOperations } from '../templates/transfer-operations.ts';

const mount = { path: '/jobs/{id}', noun: 'job' } as const;

/** Runs and logs of jobs of any type. */
const jobRuns = defineResource('civis', 'jobs', [
  ...runOperations(mount, { list: [runShape], cancel: true }),
  ...logOperations(mount),
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
export const innerOperations = [...jobRuns, ...ownershipTransfers, ...description];
