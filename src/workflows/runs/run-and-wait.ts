import * as z from 'zod';
import { flag, int } from '../../tools/parameters.ts';
import { kindParameter, RUN_KINDS } from '../run-kinds.ts';
import { defineWorkflow } from '../workflow.ts';
import { pollUntilEnd, waitSecondsParameter } from './poll-run.ts';
import { buildRunResult, runResultFields } from './run-result.ts';
import { startOrAttach } from './start-run.ts';

export const runAndWait = defineWorkflow('civis', {
  name: 'run_and_wait',
  description:
    'Run a job, import, model build or similar object and wait until the run ends. If a run is already active, wait for that one instead of starting another.',
  effect: 'run',
  input: z.strictObject({
    id: int('Id of the object to run.'),
    kind: kindParameter,
    wait_seconds: waitSecondsParameter,
    force: flag('Start another run even if one is active. Default: false.').default(false),
  }),
  output: runResultFields,
  plan: async (_, { id, kind }) => [{ name: RUN_KINDS[kind].startRun, args: { id } }],
  run: async (context, { id, kind, wait_seconds, force }) => {
    const startedAt = context.clock.now();
    const { run: knownRun, started } = await startOrAttach(context, kind, id, force);
    const waited = { kind, id, runId: knownRun.id };
    const run = await pollUntilEnd(context, waited, wait_seconds, { startedAt, knownRun });
    return buildRunResult(context, waited, run, started);
  },
});
