import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { isObject, toText } from '../../json.ts';
import { int, list, oneOf, text } from '../../tools/parameters.ts';
import { LINKS, parseDefinition } from '../../workflow-yaml/parse-definition.ts';
import { objectParameters } from '../objects/resolve-object.ts';
import { type Runnable, withRunnable } from '../objects/resolve-runnable.ts';
import { runArguments, runKind } from '../run-kinds.ts';
import { isSettled, type Run } from '../run-state.ts';
import { listLatestRuns } from '../runs/read-runs.ts';
import { formatRunArguments, formatRunCall } from '../runs/run-call.ts';
import { startOrAttach } from '../runs/start-run.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';

export const rerun = defineWorkflow('civis', {
  name: 'rerun',
  description:
    'Run again what failed: the failed tasks of the last execution of a workflow and all after them, or a job whose last run failed.',
  effect: 'run',
  input: z.strictObject({ ...objectParameters, from: oneOf(['failed']).default('failed') }),
  output: {
    kind: text(),
    id: int(),
    run_id: int(),
    again: list(text(), 'Tasks that run again.'),
    after: list(text(), 'Tasks that follow them.'),
    next: text('What to do next.'),
  },
  run: (context, { from: _, ...named }) =>
    withRunnable(context, named, async (object) => {
      const last = await findLastRun(context, object);
      const { kind, id } = object;
      if (kind === 'workflow') return rerunTasks(context, id, last);
      if (last.state !== 'failed') throw nothingFailed(object, last);
      const { run } = await startOrAttach(context, kind, id, false);
      return { kind, id, run_id: run.id, next: waitStep(object, run.id) };
    }),
});

/**
 * The last run of an object.
 *
 * @throws CallError `invalid_input` if it has never run, `conflict` if a run is active.
 */
async function findLastRun(context: WorkflowContext, object: Runnable): Promise<Run> {
  const { kind, id } = object;
  const [last] = await listLatestRuns(context, kind, id);
  if (last === undefined) {
    throw new CallError('invalid_input', `${kind} ${id} has never run, so nothing failed.`, {
      hint: `Call civis_run_and_wait ${formatRunArguments({ id, kind })} to run it.`,
    });
  }
  if (isSettled(kind, last) || isPaused(last)) return last;
  throw new CallError('conflict', `Run ${last.id} of ${kind} ${id} is ${last.state}. Nothing was started.`, {
    hint: `Call ${formatRunCall('civis_wait_for_run', { kind, id, runId: last.id })} to wait for it.`,
  });
}

function isPaused(run: object): boolean {
  return 'mistral_state' in run && run.mistral_state === 'PAUSED';
}

function nothingFailed({ kind, id }: Runnable, last: Run): CallError {
  return new CallError(
    'invalid_input',
    `Run ${last.id}, the last one of ${kind} ${id}, ${last.state === 'cancelled' ? 'was' : 'has'} ${last.state}, so nothing failed. Nothing was started.`,
    { hint: `Call civis_run_and_wait ${formatRunArguments({ id, kind })} to run all of it again.` },
  );
}

function waitStep({ kind, id }: Runnable, runId: number): string {
  return `Call ${formatRunCall('civis_wait_for_run', { kind, id, runId })} to wait for it.`;
}

async function rerunTasks({ callOperation }: WorkflowContext, id: number, last: Run) {
  const workflow = { kind: 'workflow', id } as const;
  const execution = runArguments('workflow', id, last.id);
  const { value } = await callOperation(runKind('workflow').getRun, execution);
  const states = readTaskStates(value);
  const failed = [...states].filter(([, state]) => state === 'ERROR').map(([name]) => name);
  const definition = isObject(value) ? toText(value['definition']) : '';
  const result = { kind: 'workflow', id, run_id: last.id, next: waitStep(workflow, last.id) };
  if (isPaused(last)) {
    await callOperation('civis_workflows_post_executions_resume', execution);
    const idle = [...states].filter(([, state]) => state !== 'SUCCESS' && state !== 'ERROR');
    return { ...result, again: [], after: idle.map(([name]) => name) };
  }
  if (last.state !== 'failed' || failed.length === 0) throw nothingFailed(workflow, last);
  await callOperation('civis_workflows_post_executions_retry', execution);
  return { ...result, again: failed, after: tasksAfter(definition, failed) };
}

/** States of the tasks of an execution, by their names. */
function readTaskStates(execution: unknown): ReadonlyMap<string, string> {
  const tasks = isObject(execution) && Array.isArray(execution['tasks']) ? execution['tasks'] : [];
  return new Map(
    tasks.filter(isObject).map(({ name, mistral_state: state }) => [toText(name), toText(state)]),
  );
}

/** The tasks that follow some tasks when these succeed, directly or through others. */
function tasksAfter(definition: string, first: readonly string[]): string[] {
  const tasks = parseDefinition(definition).definition?.tasks ?? [];
  const reached = new Set(first);
  // A set goes through what is added to it meanwhile.
  for (const name of reached) {
    for (const task of tasks) {
      if (task.requires.includes(name)) reached.add(task.name);
      if (task.name !== name) continue;
      const links = LINKS.filter((link) => link !== 'on-error');
      for (const link of links) for (const { task: next } of task.followers[link]) reached.add(next);
    }
  }
  const names = new Set(tasks.map((task) => task.name));
  return [...reached].filter((name) => !first.includes(name) && names.has(name));
}
