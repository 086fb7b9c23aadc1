import { defineResource } from '../define.ts';
import { logs } from '../families/logs.ts';
import { runs } from '../families/runs.ts';
import { text } from '../params.ts';
import { runShape } from '../shapes.ts';

const mount = { path: '/jobs/{id}', noun: 'job' } as const;

/** What Civis serves for jobs of any type. */
const jobRuns = defineResource('civis', 'jobs', [
  ...runs(mount, { list: [runShape], cancel: true }),
  ...logs(mount),
]);

/** Who there is, to find people by their names. */
const users = defineResource('civis', 'users', [
  {
    request: 'GET /users',
    description: 'List users, by name.',
    query: { query: text('Part of the name, username, e-mail or id') },
    paging: {
      maxPageSize: 10_000,
      defaultPageSize: 20,
      orderFields: ['name', 'user'],
      defaultDirection: 'asc',
    },
    returns: [{ id: 'int', user: 'text', name: 'text', email: 'text', active: 'flag' }],
  },
]);

/** What Civis serves and its documentation does not know: used by workflows, listed nowhere. */
export const innerOperations = [...jobRuns, ...users];
