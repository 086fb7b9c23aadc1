import { defineResource } from '../define.ts';
import { logs } from '../families/logs.ts';
import { runs } from '../families/runs.ts';
import { text } from '../params.ts';
import { runShape } from '../shapes.ts';

const mount = { path: '/jobs/{id}', noun: 'job' } as const;

/** What Civis serves for jobs of any type, newer than the documentation: used by workflows, listed nowhere. */
const jobRunOperations = defineResource('civis', 'jobs', [
  ...runs(mount, { list: [runShape], cancel: true }),
  ...logs(mount),
]);

/** Newer than the documentation as well: who there is, to find people by their names. */
const userOperations = defineResource('civis', 'users', [
  {
    request: 'GET /users',
    says: 'List users, by name.',
    query: { query: text('Part of the name, username, e-mail or id') },
    paging: { largest: 10_000, usual: 20, order: ['name', 'user'], dir: 'asc' },
    returns: [{ id: 'int', user: 'text', name: 'text', email: 'text', active: 'flag' }],
  },
]);

/** Operations that workflows may call and hosts may not. */
export const internalOperations = [...jobRunOperations, ...userOperations];
