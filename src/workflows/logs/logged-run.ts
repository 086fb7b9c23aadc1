import { CallError } from '../../errors.ts';
import { isObject, toText } from '../../json.ts';
import { listSome } from '../../wording.ts';
import type { Runnable } from '../objects/resolve-runnable.ts';
import { quoteFirstLine } from '../quote-text.ts';
import { runArguments, runKind } from '../run-kinds.ts';
import { parseRun, type RunReference } from '../run-state.ts';
import type { WorkflowContext } from '../workflow.ts';

/** A run that has a log. */
export interface LoggedRun {
  readonly reference: RunReference;
  /** Whose log it is, where that is not the run itself. */
  readonly note?: string;
}

/** A run that a task of an execution started. */
interface TaskRun {
  readonly task: string;
  readonly state: string;
  readonly jobId: number;
  readonly runId: number;
}

/** The order in which the tasks of an execution are looked at: their states, from the most telling. */
const TELLING_STATES = ['failed', 'running', 'cancelled', 'succeeded'];

/**
 * The run whose log a caller asks for: the given one, or the last one of the object; for an execution of a workflow,
 * which has no log of its own, that of the task that failed first, or else of another one; undefined if it has never
 * run.
 *
 * @throws CallError `invalid_input` if no task of an execution has run a job.
 */
export async function findLoggedRun(
  context: WorkflowContext,
  { kind, id }: Runnable,
  runId: number | undefined,
): Promise<LoggedRun | undefined> {
  const wanted = runId ?? (await lastRunId(context, { kind, id }));
  if (wanted === undefined) return undefined;
  const reference = { kind, id, runId: wanted };
  return runKind(kind).listLogs === null ? findTaskRun(context, reference) : { reference };
}

async function lastRunId(context: WorkflowContext, { kind, id }: Runnable): Promise<number | undefined> {
  const { listRuns } = runKind(kind);
  const { value } = await context.callOperation(listRuns, runArguments(kind, id));
  const runs = (Array.isArray(value) ? value : []).map((each) => parseRun(kind, each));
  const ids = runs.flatMap((run) => run?.id ?? []);
  return ids.length === 0 ? undefined : Math.max(...ids);
}

async function findTaskRun(context: WorkflowContext, execution: RunReference): Promise<LoggedRun> {
  const { kind, id, runId } = execution;
  const { value } = await context.callOperation(runKind(kind).getRun, runArguments(kind, id, runId));
  const runs = taskRunsOf(value);
  const [shown, ...others] = TELLING_STATES.flatMap((state) => runs.filter((run) => run.state === state));
  if (shown === undefined) {
    throw new CallError('invalid_input', `No task of execution ${runId} of workflow ${id} has run a job.`, {
      hint: 'An execution has no log of its own; civis_diagnose_run shows its state.',
    });
  }
  const listed = others.map(
    ({ task, state, jobId, runId: run }) =>
      `${quoteFirstLine(task)} ${state} ${JSON.stringify({ id: jobId, run_id: run })}`,
  );
  const of = `This is the log of task ${quoteFirstLine(shown.task)}, job ${shown.jobId}, run ${shown.runId}.`;
  return {
    reference: { kind: 'job', id: shown.jobId, runId: shown.runId },
    note: listed.length === 0 ? of : `${of} Others: ${listSome(listed)}.`,
  };
}

function taskRunsOf(execution: unknown): TaskRun[] {
  const tasks = isObject(execution) && Array.isArray(execution['tasks']) ? execution['tasks'] : [];
  return tasks.filter(isObject).flatMap(({ name, runs }) =>
    (Array.isArray(runs) ? runs : []).filter(isObject).flatMap(({ id, job_id: jobId, state }) => {
      if (typeof id !== 'number' || typeof jobId !== 'number') return [];
      return [{ task: toText(name), state: toText(state), jobId, runId: id }];
    }),
  );
}
