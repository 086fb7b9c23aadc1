import { toText } from '../../json.ts';
import { LINKS, parseDefinition, precedes, type WorkflowTask } from '../../workflow-yaml/parse-definition.ts';
import type { Job, User } from '../state/entities.ts';
import type { Row } from '../state/table.ts';
import { conflict } from './civis-error.ts';
import { type CivisPlatform, isoTime } from './civis-platform.ts';
import { insertRow } from './collections.ts';
import { EXECUTIONS, type Execution, type ExecutionTask, isOpen, type TaskState } from './execution-tasks.ts';
import { isActive, startRun } from './runs.ts';

/** Milliseconds between two looks at the runs of an execution, at speed 1. */
const TICK = 200;
/** Collections in which an action adds the job that it runs; jobs of other types only take time. */
const JOB_COLLECTIONS: Readonly<Record<string, string>> = { 'civis.scripts.sql': 'scripts/sql' };

/** Starts an execution of a workflow; its tasks start as simulated time passes. */
export function startExecution(
  civis: CivisPlatform,
  workflow: Row,
  user: User,
  at: number,
  { input = {}, included_tasks = [] }: { readonly input?: unknown; readonly included_tasks?: unknown } = {},
): Execution {
  const last = lastExecution(civis, workflow);
  if (last !== undefined && isOpen(last) && workflow['allow_concurrent_executions'] !== true)
    throw conflict('already_running', `Workflow ${workflow.id} is already running: execution ${last.id}.`);
  const included = Array.isArray(included_tasks) ? included_tasks.map(toText) : [];
  const all = tasksOf(workflow['definition']).filter(
    ({ name }) => included.length === 0 || included.includes(name),
  );
  const execution = insertRow(civis, EXECUTIONS, String(workflow.id), user, {
    created_at: isoTime(at),
    updated_at: isoTime(at),
    started_at: isoTime(at),
    finished_at: null,
    state: 'running',
    mistral_state: 'RUNNING',
    mistral_state_info: null,
    definition: workflow['definition'],
    input,
    included_tasks: included,
    tasks: all.map(({ name }) => newTask(name)),
  }) as Execution;
  setWorkflowState(civis, execution, at);
  civis.eventQueue.add({ at, kind: 'execution goes on', id: execution.id });
  return execution;
}

function newTask(name: string): ExecutionTask {
  return { name, mistral_state: 'IDLE', mistral_state_info: null, run_ids: [], execution_ids: [] };
}

export function lastExecution(civis: CivisPlatform, workflow: Row): Execution | undefined {
  return civis.store.table(EXECUTIONS).inScope(String(workflow.id)).at(-1) as Execution | undefined;
}

/** The tasks of a definition; none where it is not valid. */
function tasksOf(definition: unknown): readonly WorkflowTask[] {
  return parseDefinition(toText(definition)).definition?.tasks ?? [];
}

/** Advances executions: tasks end as their runs do, and start the ones after them. */
export function registerExecutionEvents(civis: CivisPlatform): void {
  const { store, eventQueue } = civis;
  eventQueue.on('execution goes on', (id, at) => {
    const execution = store.table(EXECUTIONS).get(id) as Execution | undefined;
    if (execution === undefined || !isOpen(execution)) return;
    const definitions = tasksOf(execution.definition);
    for (const task of execution.tasks) if (task.mistral_state === 'RUNNING') settleTask(civis, task);
    // A task that does nothing ends at once, and others start after it.
    for (let started = true; started; ) {
      started = false;
      for (const definition of definitions) {
        const task = execution.tasks.find(({ name }) => name === definition.name);
        if (task?.mistral_state !== 'IDLE' || !isDue(execution, definition, definitions)) continue;
        startTask(civis, execution, task, definition, at);
        started = true;
      }
    }
    execution.updated_at = isoTime(at);
    if (execution.tasks.some(({ mistral_state }) => mistral_state === 'RUNNING'))
      eventQueue.add({ at: at + TICK / civis.speed, kind: 'execution goes on', id });
    else finishExecution(civis, execution, definitions, at);
  });
}

/** Whether the tasks before it have ended so that it starts. */
function isDue(execution: Execution, task: WorkflowTask, all: readonly WorkflowTask[]): boolean {
  const stateOf = (name: string) => execution.tasks.find((each) => each.name === name)?.mistral_state;
  const requires = task.requires.filter((name) => stateOf(name) !== undefined);
  if (requires.length > 0) return requires.every((name) => stateOf(name) === 'SUCCESS');
  const before = all.filter((each) => stateOf(each.name) !== undefined && precedes(each, task.name));
  if (before.length === 0) return true;
  const arrived = before.filter((each) => leadsTo(each, stateOf(each.name), task.name)).length;
  return task.join === 'all' ? arrived === before.length : arrived >= (task.join ?? 1);
}

function leadsTo({ followers }: WorkflowTask, state: TaskState | undefined, name: string): boolean {
  if (state !== 'SUCCESS' && state !== 'ERROR') return false;
  const links = LINKS.filter(
    (link) => link === 'on-complete' || link === (state === 'SUCCESS' ? 'on-success' : 'on-error'),
  );
  return links.some((link) => followers[link].some(({ task }) => task === name));
}

function startTask(
  civis: CivisPlatform,
  execution: Execution,
  task: ExecutionTask,
  definition: WorkflowTask,
  at: number,
): void {
  const { action } = definition;
  task.mistral_state = action === 'std.noop' || action === 'std.echo' ? 'SUCCESS' : 'RUNNING';
  if (task.mistral_state === 'SUCCESS') return;
  const trouble = runAction(civis, execution, task, definition, at);
  if (trouble !== null) failTask(task, trouble);
}

/** Starts what a task does; returns why it cannot. */
function runAction(
  civis: CivisPlatform,
  execution: Execution,
  task: ExecutionTask,
  { name, action, input }: WorkflowTask,
  at: number,
): string | null {
  if (action === 'std.fail') return 'The task fails on purpose.';
  if (action === 'civis.workflows.execute') {
    const workflow = civis.store.table('workflows').get(Number(input['workflow_id']));
    if (workflow === undefined) return `Workflow ${toText(input['workflow_id'])} does not exist.`;
    const last = lastExecution(civis, workflow);
    if (last !== undefined && isOpen(last)) return `Workflow ${workflow.id} is already running.`;
    task.execution_ids = [startExecution(civis, workflow, execution.user, at).id, ...task.execution_ids];
    return null;
  }
  const job =
    action === 'civis.run_job'
      ? civis.store.jobs.get(Number(input['job_id']))
      : addJob(civis, execution.user, action, { name, ...input });
  if (job === undefined) return `Job ${toText(input['job_id'])} does not exist.`;
  if (isActive(job)) return `Job ${job.id} is already ${job.state}.`;
  task.run_ids = [startRun(civis, job, at).id, ...task.run_ids];
  return null;
}

/** The job that an action runs, and that is hidden from lists. */
function addJob(civis: CivisPlatform, author: User, action: string, fields: Record<string, unknown>): Job {
  const collection = JOB_COLLECTIONS[action] ?? 'jobs';
  const type = JOB_TYPES[action.split('.').at(-1) ?? ''] ?? 'JobTypes::ContainerDocker';
  const kind = collection === 'jobs' ? { type, kind: collection } : {};
  return insertRow(civis, collection, '', author, { ...fields, ...kind, hidden: true }) as Job;
}

/** Types of the jobs of actions, by the end of their names. */
const JOB_TYPES: Readonly<Record<string, string>> = {
  python3: 'JobTypes::PythonDocker',
  r: 'JobTypes::RDocker',
  javascript: 'JobTypes::JavascriptRunner',
  import: 'JobTypes::Import',
  cass_ncoa: 'JobTypes::CassNcoa',
};

function failTask(task: ExecutionTask, why: string): void {
  task.mistral_state = 'ERROR';
  task.mistral_state_info = why;
}

/** Ends a task whose run or execution has ended. */
function settleTask({ store }: CivisPlatform, task: ExecutionTask): void {
  const ran =
    store.runs.get(task.run_ids[0] ?? 0) ??
    (store.table(EXECUTIONS).get(task.execution_ids[0] ?? 0) as Execution | undefined);
  switch (ran?.state) {
    case 'succeeded':
      task.mistral_state = 'SUCCESS';
      break;
    case 'failed':
    case 'cancelled':
      failTask(task, toText(ran['error'] ?? ran['mistral_state_info'] ?? `The run was ${ran.state}.`));
  }
}

function finishExecution(
  civis: CivisPlatform,
  execution: Execution,
  definitions: readonly WorkflowTask[],
  at: number,
): void {
  const failed = execution.tasks.filter(
    ({ name, mistral_state }) =>
      mistral_state === 'ERROR' && !hasHandler(definitions.find((each) => each.name === name)),
  );
  const [first] = failed;
  execution.mistral_state = first === undefined ? 'SUCCESS' : 'ERROR';
  execution.mistral_state_info =
    first === undefined
      ? null
      : `Failure caused by error in tasks: ${failed.map(({ name }) => name).join(', ')}`;
  execution.state = first === undefined ? 'succeeded' : 'failed';
  execution.finished_at = isoTime(at);
  setWorkflowState(civis, execution, at);
}

/** Whether a failure of the task does not fail the execution. */
function hasHandler(task: WorkflowTask | undefined): boolean {
  const handlers =
    task === undefined ? [] : [...task.followers['on-error'], ...task.followers['on-complete']];
  return handlers.some(({ task: name }) => name !== 'fail');
}

export function setWorkflowState(
  { store }: CivisPlatform,
  { scope, id, state }: Execution,
  at: number,
): void {
  const workflow = store.table('workflows').get(Number(scope));
  if (workflow === undefined) return;
  Object.assign(workflow, { state, last_execution_id: id, updated_at: isoTime(at) });
}

/** Runs failed tasks again: all of them, or the one of that name. Returns their names. */
export function retryTasks(
  civis: CivisPlatform,
  execution: Execution,
  name: string | undefined,
  at: number,
): string[] {
  const again = execution.tasks.filter(
    (task) => task.mistral_state === 'ERROR' && (name === undefined || task.name === name),
  );
  for (const task of again) Object.assign(task, { mistral_state: 'IDLE', mistral_state_info: null });
  if (again.length > 0) continueExecution(civis, execution, at);
  return again.map((task) => task.name);
}

export function continueExecution(civis: CivisPlatform, execution: Execution, at: number): void {
  Object.assign(execution, {
    state: 'running',
    mistral_state: 'RUNNING',
    mistral_state_info: null,
    finished_at: null,
  });
  setWorkflowState(civis, execution, at);
  civis.eventQueue.add({ at, kind: 'execution goes on', id: execution.id });
}

/** Cancels an execution, and the active runs of its tasks. */
export function cancelExecution(civis: CivisPlatform, execution: Execution, at: number): void {
  for (const task of execution.tasks) {
    if (task.mistral_state !== 'RUNNING' && task.mistral_state !== 'IDLE') continue;
    task.mistral_state = 'CANCELLED';
    for (const id of task.run_ids.slice(0, 1)) civis.eventQueue.add({ at, kind: 'run is cancelled', id });
  }
  Object.assign(execution, { state: 'cancelled', mistral_state: 'CANCELLED', finished_at: isoTime(at) });
  setWorkflowState(civis, execution, at);
}
