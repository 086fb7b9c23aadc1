import * as z from 'zod';
import { flag, int } from '../../tools/parameters.ts';
import { kindParameter } from '../run-kinds.ts';
import { defineWorkflow } from '../workflow.ts';
import { pollUntilEnd, waitSecondsParameter } from './poll-run.ts';
import { buildRunResult, runResultFields } from './run-result.ts';
import { startOrAttach } from './start-run.ts';

export const runAndWait = defineWorkflow('civis', {
  name: 'run_and_wait',
  description:
    'Run a job, import or the like and wait for its end. A run under way is followed, not started twice.',
  effect: 'run',
  input: z.strictObject({
    id: int(),
    kind: kindParameter,
    wait_seconds: waitSecondsParameter,
    force: flag('true starts another run beside one under way').default(false),
  }),
  output: runResultFields,
  run: async (context, { id, kind, wait_seconds, force }) => {
    const startedAt = context.clock.now();
    const { run: knownRun, started } = await startOrAttach(context, kind, id, force);
    const waited = { kind, id, runId: knownRun.id };
    const run = await pollUntilEnd(context, waited, wait_seconds, { startedAt, knownRun });
    return buildRunResult(context, waited, run, started);
  },
});
