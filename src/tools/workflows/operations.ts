import { defineResource } from '../define.ts';
import { logOperations } from '../families/log-operations.ts';
import { runOperations } from '../families/run-operations.ts';
import { text } from '../params.ts';
import { runShape } from '../shapes.ts';

const mount = { path: '/jobs/{id}', noun: 'job' } as const;

/** What Civis serves for jobs of any type, newer than the documentation: used by workflows, listed nowhere. */
export const jobRuns = defineResource('civis', 'jobs', [
  ...runOperations(mount, { list: [runShape], cancel: true }),
  ...logOperations(mount),
]);

/** Newer than the documentation as well: who there is, to find people by their names. */
export const users = defineResource('civis', 'users', [
  {
    request: 'GET /users',
    says: 'List users, by name.',
    query: { query: text('Part of the name, username, e-mail or id') },
    paging: { largest: 10_000, usual: 20, order: ['name', 'user'], dir: 'asc' },
    returns: [{ id: 'int', user: 'text', name: 'text', email: 'text', active: 'flag' }],
  },
]);
