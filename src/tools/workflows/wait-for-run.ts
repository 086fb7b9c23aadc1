import * as z from 'zod';
import { int } from '../params.ts';
import { kind } from './kinds.ts';
import { outcomeOf } from './outcome.ts';
import { waitedFields, waitSeconds } from './vocabulary.ts';
import { waitForEnd } from './waiting.ts';
import { defineWorkflow } from './workflow.ts';

export const waitForRun = defineWorkflow('civis', {
  name: 'wait_for_run',
  description: 'Wait for the end of a run that was started before, or go on waiting for it.',
  effect: 'read',
  input: z.strictObject({ id: int(), run_id: int(), kind, wait_seconds: waitSeconds }),
  output: waitedFields,
  run: async (context, { id, run_id, kind, wait_seconds }) => {
    const waited = { kind, id, runId: run_id };
    const run = await waitForEnd(context, waited, wait_seconds);
    return outcomeOf(context, waited, run, false);
  },
});
