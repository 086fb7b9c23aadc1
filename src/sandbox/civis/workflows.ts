import { toText } from '../../json.ts';
import { parseDefinition } from '../../workflow-yaml/parse-definition.ts';
import { findRow } from './access-control.ts';
import { conflict, invalidResource, notFound } from './civis-error.ts';
import type { CivisPlatform, CivisRequest, HandlerMap } from './civis-platform.ts';
import { cloneRow } from './clone.ts';
import { createdResponse, createRow } from './collections.ts';
import { type Execution, isOpen, serializeTask } from './execution-tasks.ts';
import { parseResourcePath } from './resource-paths.ts';
import { serializeRow } from './serializers.ts';
import { cancelExecution, continueExecution, retryTasks, startExecution } from './workflow-executions.ts';

const WORKFLOW = parseResourcePath('/workflows/{id}');
const PATH = '/workflows/{id}/executions';
const EXECUTION = parseResourcePath(`${PATH}/{execution_id}`);

/** Workflows: their executions run tasks, and can be cancelled, continued and retried. */
export function workflowHandlers(civis: CivisPlatform): HandlerMap {
  const find = ({ path, caller }: CivisRequest, needed: 'read' | 'write') =>
    findRow(civis, EXECUTION, path, caller, needed) as Execution;
  const shown = (execution: Execution, status = 202) => ({
    value: serializeRow(civis, 'workflows/executions', execution),
    status,
  });
  return {
    'POST /workflows': (request) => createdResponse(civis, request, createRow(civis, request)),
    'POST /workflows/{id}/clone': (request) => {
      const { clone_schedule: schedule, clone_notifications: notifications } = request.body;
      const row = cloneRow(civis, request, (original) => ({
        state: 'idle',
        last_execution_id: null,
        schedule: schedule === true ? original['schedule'] : null,
        notifications: notifications === true ? original['notifications'] : null,
      }));
      return { value: serializeRow(civis, 'workflows', row), status: 201 };
    },
    [`POST ${PATH}`]: (request) => {
      const workflow = findRow(civis, WORKFLOW, request.path, request.caller, 'write');
      const [problem] = parseDefinition(toText(workflow['definition'])).problems;
      if (problem !== undefined) throw invalidResource(`The workflow is not valid: ${problem.message}`);
      return shown(startExecution(civis, workflow, request.caller, civis.now(), request.body));
    },
    [`GET ${PATH}/{execution_id}/tasks/{task_name}`]: (request) => {
      const name = request.path['task_name'];
      const task = find(request, 'read').tasks.find((each) => each.name === name);
      if (task === undefined) throw notFound();
      return { value: serializeTask(civis, task) };
    },
    [`POST ${PATH}/{execution_id}/cancel`]: (request) => {
      const execution = find(request, 'write');
      if (!isOpen(execution)) throw conflict('not_running', `Execution ${execution.id} is not running.`);
      cancelExecution(civis, execution, civis.now());
      return shown(execution);
    },
    [`POST ${PATH}/{execution_id}/resume`]: (request) => {
      const execution = find(request, 'write');
      if (execution.mistral_state !== 'PAUSED')
        throw conflict('not_paused', `Execution ${execution.id} is not paused.`);
      continueExecution(civis, execution, civis.now());
      return shown(execution);
    },
    [`POST ${PATH}/{execution_id}/retry`]: (request) => {
      const execution = find(request, 'write');
      if (isOpen(execution)) throw conflict('already_running', `Execution ${execution.id} is still running.`);
      const name = request.body['task_name'];
      const again = retryTasks(civis, execution, name === undefined ? undefined : toText(name), civis.now());
      if (again.length === 0)
        throw conflict('nothing_failed', `No task of execution ${execution.id} has failed.`);
      return shown(execution);
    },
  };
}
