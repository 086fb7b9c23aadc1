import * as z from 'zod';
import { flag, int } from '../params.ts';
import { kind } from './kinds.ts';
import { outcomeOf } from './outcome.ts';
import { startOrAttach } from './starting.ts';
import { waitedFields, waitSeconds } from './vocabulary.ts';
import { waitForEnd } from './waiting.ts';
import { defineWorkflow } from './workflow.ts';

export const runAndWait = defineWorkflow('civis', {
  name: 'run_and_wait',
  description:
    'Run a job, import or the like and wait for its end. A run under way is followed, not started twice.',
  effect: 'run',
  input: z.strictObject({
    id: int(),
    kind,
    wait_seconds: waitSeconds,
    force: flag('true starts another run beside one under way').default(false),
  }),
  output: waitedFields,
  run: async (context, { id, kind, wait_seconds, force }) => {
    const startedAt = context.clock.now();
    const { run: known, started } = await startOrAttach(context, kind, id, force);
    const waited = { kind, id, runId: known.id };
    const run = await waitForEnd(context, waited, wait_seconds, { startedAt, known });
    return outcomeOf(context, waited, run, started);
  },
});
