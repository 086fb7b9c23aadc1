import type { User } from '../state/entities.ts';
import type { Row } from '../state/table.ts';
import type { CivisPlatform } from './civis-platform.ts';

export const EXECUTIONS = 'workflows/executions';

export type TaskState = 'IDLE' | 'WAITING' | 'RUNNING' | 'PAUSED' | 'SUCCESS' | 'ERROR' | 'CANCELLED';

/** A task of an execution, as it is stored. */
export interface ExecutionTask {
  readonly name: string;
  mistral_state: TaskState;
  mistral_state_info: string | null;
  /** Runs that it started, newest first. */
  run_ids: readonly number[];
  execution_ids: readonly number[];
}

export interface Execution extends Row {
  state: string;
  mistral_state: TaskState;
  mistral_state_info: string | null;
  definition: string;
  included_tasks: readonly string[];
  tasks: ExecutionTask[];
  user: User;
  started_at: string | null;
  finished_at: string | null;
  updated_at: string;
}

export function isOpen({ state }: Execution): boolean {
  return state === 'running' || state === 'queued';
}

/** An execution as the API shows it: its tasks with the runs and executions that they started. */
export function serializeExecution(civis: CivisPlatform, execution: Execution): Row {
  return { ...execution, tasks: execution.tasks.map((task) => serializeTask(civis, task)) };
}

export function serializeTask({ store }: CivisPlatform, task: ExecutionTask): Record<string, unknown> {
  const runs = task.run_ids.map((id) => store.runs.get(id)).filter((each) => each !== undefined);
  const executions = task.execution_ids
    .map((id) => store.table(EXECUTIONS).get(id))
    .filter((each) => each !== undefined);
  return {
    ...task,
    runs: runs.map((run) => ({ ...run, job_id: Number(run.scope), my_permission_level: 'manage' })),
    executions: executions.map((each) => ({
      ...each,
      workflow_id: Number(each.scope),
      my_permission_level: 'manage',
    })),
  };
}
