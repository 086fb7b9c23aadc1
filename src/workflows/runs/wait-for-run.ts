import * as z from 'zod';
import { int } from '../../tools/parameters.ts';
import { kindParameter } from '../run-kinds.ts';
import { defineWorkflow } from '../workflow.ts';
import { pollUntilEnd, waitSecondsParameter } from './poll-run.ts';
import { buildRunResult, runResultFields } from './run-result.ts';

export const waitForRun = defineWorkflow('civis', {
  name: 'wait_for_run',
  description:
    'Wait until a run that was started earlier ends. Use it to continue waiting after a result with done: false.',
  effect: 'read',
  input: z.strictObject({
    id: int('Id of the object that runs.'),
    run_id: int(),
    kind: kindParameter,
    wait_seconds: waitSecondsParameter,
  }),
  output: runResultFields,
  run: async (context, { id, run_id, kind, wait_seconds }) => {
    const waited = { kind, id, runId: run_id };
    const run = await pollUntilEnd(context, waited, wait_seconds);
    return buildRunResult(context, waited, run, false);
  },
});
