import { isObject, toText } from '../../json.ts';
import { int, record, text } from '../../tools/parameters.ts';
import { runArguments, runKind } from '../run-kinds.ts';
import type { RunReference } from '../run-state.ts';
import type { WorkflowContext } from '../workflow.ts';

/** A task of an execution of a workflow, and the last run that it started. */
export interface TaskStatus {
  readonly name: string;
  readonly state: string;
  readonly error?: string | undefined;
  readonly job_id?: number | undefined;
  readonly run_id?: number | undefined;
}

export const taskStatusField = record({
  name: text(),
  state: text(),
  error: text(),
  job_id: int(),
  run_id: int(),
});

/** The tasks of an execution, those that failed first; undefined for runs of other kinds. */
export async function readTaskStatuses(
  { callOperation }: WorkflowContext,
  { kind, id, runId }: RunReference,
): Promise<TaskStatus[] | undefined> {
  if (kind !== 'workflow') return undefined;
  const { value } = await callOperation(runKind(kind).getRun, runArguments(kind, id, runId));
  const tasks = isObject(value) && Array.isArray(value['tasks']) ? value['tasks'].filter(isObject) : [];
  const statuses = tasks.map(readTaskStatus);
  return [...statuses.filter(hasFailed), ...statuses.filter((task) => !hasFailed(task))];
}

export function hasFailed({ state }: TaskStatus): boolean {
  return state === 'failed';
}

/** The workflow engine's words for states, in those that runs have. */
const STATES: Readonly<Record<string, string>> = {
  IDLE: 'not started',
  WAITING: 'waiting',
  RUNNING: 'running',
  PAUSED: 'paused',
  SUCCESS: 'succeeded',
  ERROR: 'failed',
  CANCELLED: 'cancelled',
};

function readTaskStatus(task: Readonly<Record<string, unknown>>): TaskStatus {
  const { name, mistral_state: given, mistral_state_info: info, runs } = task;
  const state = STATES[toText(given)] ?? toText(given).toLowerCase();
  const [run] = (Array.isArray(runs) ? runs : []).filter(isObject);
  const number = (value: unknown) => (typeof value === 'number' ? value : undefined);
  return {
    name: toText(name),
    state,
    error: state === 'failed' && typeof info === 'string' ? info.slice(0, 600) : undefined,
    job_id: number(run?.['job_id']),
    run_id: number(run?.['id']),
  };
}
