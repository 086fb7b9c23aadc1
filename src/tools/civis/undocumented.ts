import { runShape } from '../common-shapes.ts';
import { defineResource } from '../define-operation.ts';
import { text } from '../parameters.ts';
import { logOperations } from '../templates/log-operations.ts';
import { runOperations } from '../templates/run-operations.ts';

const mount = { path: '/jobs/{id}', noun: 'job' } as const;

/** Runs and logs of jobs of any type. */
const jobRuns = defineResource('civis', 'jobs', [
  ...runOperations(mount, { list: [runShape], cancel: true }),
  ...logOperations(mount),
]);

/** Users, to find people by name. */
const users = defineResource('civis', 'users', [
  {
    request: 'GET /users',
    description: 'List users, to find their ids by name.',
    query: { query: text('Part of the name, username, e-mail or id.') },
    paging: {
      maxPageSize: 10_000,
      defaultPageSize: 20,
      orderFields: ['name', 'user'],
      defaultDirection: 'asc',
    },
    returns: [{ id: 'int', user: 'text', name: 'text', email: 'text', active: 'flag' }],
  },
]);

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
export const innerOperations = [...jobRuns, ...users, ...description];
