import * as z from 'zod';
import { int } from '../../tools/parameters.ts';
import { objectParameters } from '../objects/resolve-object.ts';
import { withRunnable } from '../objects/resolve-runnable.ts';
import { defineWorkflow } from '../workflow.ts';
import { pointOfRun, pollOrLeave, runContinuation } from './continue-run.ts';
import { waitSecondsParameter } from './poll-run.ts';
import { buildRunResult, runResultFields } from './run-result.ts';

export const waitForRun = defineWorkflow('civis', {
  name: 'wait_for_run',
  description: 'Continue to wait for a run, as after a result with done: false.',
  effect: 'read',
  input: z.strictObject({
    ...objectParameters,
    run_id: int(),
    wait_seconds: waitSecondsParameter,
  }),
  output: runResultFields,
  continuation: runContinuation,
  run: (context, { run_id, wait_seconds, ...named }) =>
    withRunnable(context, named, async ({ kind, id }) => {
      const waited = { kind, id, runId: run_id };
      const run = await pollOrLeave(context, waited, wait_seconds, pointOfRun(waited, false));
      return buildRunResult(context, waited, run, false);
    }),
});
