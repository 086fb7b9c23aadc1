import * as z from 'zod';
import { flag, int } from '../params.ts';
import { kind } from './kinds.ts';
import { outcomeOf } from './outcome.ts';
import { startOrAttach } from './starting.ts';
import { waitedFields, waitSeconds } from './vocabulary.ts';
import { waitForEnd } from './waiting.ts';
import { defineWorkflow } from './workflow.ts';

export const runAndWait = defineWorkflow('civis', {
  does: 'run_and_wait',
  says: 'Run a job, import or the like and wait for its end. A run under way is followed, not started twice.',
  effect: 'run',
  input: z.strictObject({
    id: int(),
    kind,
    wait_seconds: waitSeconds,
    force: flag('true starts another run beside one under way').default(false),
  }),
  output: waitedFields,
  run: async (desk, { id, kind, wait_seconds, force }) => {
    const startedAt = desk.clock.now();
    const { run: known, started } = await startOrAttach(desk, kind, id, force);
    const waited = { kind, id, runId: known.id };
    const run = await waitForEnd(desk, waited, wait_seconds, { startedAt, known });
    return outcomeOf(desk, waited, run, started);
  },
});
