import { defineResource } from '../define.ts';
import { logs } from '../families/logs.ts';
import { runs } from '../families/runs.ts';
import { runShape } from '../shapes.ts';

const mount = { path: '/jobs/{id}', noun: 'job' } as const;

/** What Civis serves for jobs of any type, newer than the documentation: used by workflows, listed nowhere. */
export const jobRuns = defineResource('civis', 'jobs', [
  ...runs(mount, { list: [runShape], cancel: true }),
  ...logs(mount),
]);
