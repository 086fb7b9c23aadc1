import { defineResource } from '../define.ts';
import { logs } from '../families/logs.ts';
import { runs } from '../families/runs.ts';
import { text } from '../params.ts';
import { runShape } from '../shapes.ts';

const mount = { path: '/jobs/{id}', noun: 'job' } as const;

/** Runs and logs of jobs of any type, which Civis added after the documentation that the catalogue follows. */
const jobRunOperations = defineResource('civis', 'jobs', [
  ...runs(mount, { list: [runShape], cancel: true }),
  ...logs(mount),
]);

/** The list of users, added later as well: workflows find people in it by name. */
const userOperations = defineResource('civis', 'users', [
  {
    request: 'GET /users',
    says: 'List users, by name.',
    query: { query: text('Part of the name, username, e-mail or id') },
    paging: { largest: 10_000, usual: 20, order: ['name', 'user'], dir: 'asc' },
    returns: [{ id: 'int', user: 'text', name: 'text', email: 'text', active: 'flag' }],
  },
]);

/** Operations that only workflows may call: they are neither listed nor callable by hosts. */
export const internalOperations = [...jobRunOperations, ...userOperations];
