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

/** Undocumented operations of Civis, used by workflows and not listed. */
export const innerOperations = [...jobRuns, ...users];
