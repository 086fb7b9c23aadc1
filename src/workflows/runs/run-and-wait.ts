import * as z from 'zod';
import { flag } from '../../tools/parameters.ts';
import { objectParameters } from '../objects/resolve-object.ts';
import { resolveRunnable, withRunnable } from '../objects/resolve-runnable.ts';
import { runArguments, runKind } from '../run-kinds.ts';
import { defineWorkflow } from '../workflow.ts';
import { pointOfRun, pollOrLeave, runContinuation } from './continue-run.ts';
import { waitSecondsParameter } from './poll-run.ts';
import { buildRunResult, runResultFields } from './run-result.ts';
import { startOrAttach } from './start-run.ts';

export const runAndWait = defineWorkflow('civis', {
  name: 'run_and_wait',
  description:
    'Run a job, script, import, workflow, notebook, model or report and wait until it ends. If a run is active, wait for that one.',
  effect: 'run',
  input: z.strictObject({
    ...objectParameters,
    wait_seconds: waitSecondsParameter,
    force: flag('Start another run even if one is active.').default(false),
  }),
  output: runResultFields,
  plan: async (context, named) => {
    const { kind, id } = await resolveRunnable(context, named);
    return [{ name: runKind(kind).startRun, args: runArguments(kind, id) }];
  },
  continuation: runContinuation,
  run: async (context, { wait_seconds, force, ...named }) => {
    const startedAt = context.clock.now();
    const { waited, knownRun, started } = await withRunnable(context, named, async ({ kind, id }) => {
      const { run, started } = await startOrAttach(context, kind, id, force);
      return { waited: { kind, id, runId: run.id }, knownRun: run, started };
    });
    const point = pointOfRun(waited, started);
    const run = await pollOrLeave(context, waited, wait_seconds, point, { startedAt, knownRun });
    return buildRunResult(context, waited, run, started);
  },
});
