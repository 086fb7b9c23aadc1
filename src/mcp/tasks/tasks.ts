import { type CallToolResult, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { ConfirmationNeeded } from '../../dispatch/confirmation.ts';
import type { Caller, ContinuedCall, ToolCall } from '../../dispatch/tool-call.ts';
import { CallLeft } from '../../errors.ts';
import { isObject } from '../../json.ts';
import { type SealedTask, TASK_LIFETIME_MS, type TaskIds } from './task-ids.ts';

export type TaskMethod = 'tasks/get' | 'tasks/update' | 'tasks/cancel';

/** Runs one call to its result, as for a host. */
export type HandleCall = (call: ToolCall) => Promise<CallToolResult | ConfirmationNeeded | CallLeft>;

export interface TaskParts {
  readonly handle: HandleCall;
  readonly ids: TaskIds;
  readonly now: () => number;
}

/** A result with which the protocol says that a call goes on as a task. */
export type TaskResult = CallToolResult & { readonly resultType: 'task'; readonly taskId: string };

export interface TaskRequest {
  readonly caller: Caller;
  readonly signal: AbortSignal;
}

/** Tasks of which nothing is kept: the id says which run it is, and the platform how the run is. */
export interface Tasks {
  begin(tool: string, left: CallLeft, caller: Caller): TaskResult;
  /** @throws ProtocolError -32602 for an unknown task, -32603 if the platform did not take a cancellation */
  handle(method: TaskMethod, taskId: unknown, request: TaskRequest): Promise<Record<string, unknown>>;
}

/** Milliseconds between two polls: a tenth of the time that the task has taken, within these bounds. */
const [MIN_INTERVAL_MS, MAX_INTERVAL_MS, INTERVALS] = [2_000, 30_000, 10];

export function createTasks({ handle, ids, now }: TaskParts): Tasks {
  /** The fields that all states of a task have. */
  function describe(taskId: string, { begun }: SealedTask, status: string, statusMessage: string) {
    return {
      taskId,
      status,
      statusMessage,
      createdAt: new Date(begun).toISOString(),
      lastUpdatedAt: new Date(now()).toISOString(),
      ttlMs: TASK_LIFETIME_MS,
      pollIntervalMs: pollIntervalAt(now() - begun),
    };
  }

  function continueCall(task: SealedTask, does: ContinuedCall['does'], { caller, signal }: TaskRequest) {
    const maxAgeMs = pollIntervalAt(now() - task.begun);
    const continues = { point: task.point, does, maxAgeMs };
    return handle({ name: task.tool, args: {}, signal, report: () => undefined, caller, continues });
  }

  async function get(taskId: string, task: SealedTask, request: TaskRequest) {
    const result = await continueCall(task, 'resume', request);
    if (result instanceof CallLeft) {
      const seconds = Math.round((now() - task.begun) / 1000);
      return describe(taskId, task, 'working', `The run is ${result.state} after ${seconds} seconds.`);
    }
    if (!isToolResult(result)) throw unknownTask();
    const { error, state } = result.structuredContent as { error?: unknown; state?: unknown };
    const failure = isObject(error) ? error : {};
    if (failure['retryable'] === true)
      return describe(taskId, task, 'working', `The state is unknown now: ${String(failure['message'])}`);
    if (state === 'cancelled' || failure['kind'] === 'cancelled')
      return describe(taskId, task, 'cancelled', 'The run was cancelled.');
    const says = result.isError === true ? 'The call failed.' : `The run has ended: ${String(state)}.`;
    // Within a task, the result says by itself that it is complete; elsewhere the SDK adds it.
    return { ...describe(taskId, task, 'completed', says), result: { ...result, resultType: 'complete' } };
  }

  async function cancel(task: SealedTask, request: TaskRequest) {
    const result = await continueCall(task, 'cancel', request);
    if (isToolResult(result) && result.isError !== true) return {};
    const [first] = isToolResult(result) ? result.content : [];
    const message = first?.type === 'text' ? first.text : 'The run could not be cancelled.';
    throw new ProtocolError(ProtocolErrorCode.InternalError, message);
  }

  return {
    begin(tool, { point, state }, caller) {
      const task = { tool, point, begun: now() };
      const taskId = ids.seal(task, caller.id);
      return {
        resultType: 'task',
        content: [],
        ...describe(taskId, task, 'working', `The run is ${state}.`),
        taskId,
      };
    },

    async handle(method, taskId, request) {
      const task = typeof taskId === 'string' ? ids.open(taskId, request.caller.id) : undefined;
      if (typeof taskId !== 'string' || task === undefined) throw unknownTask();
      switch (method) {
        case 'tasks/get':
          return get(taskId, task, request);
        case 'tasks/cancel':
          return cancel(task, request);
        case 'tasks/update':
          // What has to be asked is asked before a task is made, so no answer is due.
          return {};
      }
    },
  };
}

/** Milliseconds until the next poll of a task that has taken so long. */
export function pollIntervalAt(ageMs: number): number {
  return Math.round(Math.min(Math.max(ageMs / INTERVALS, MIN_INTERVAL_MS), MAX_INTERVAL_MS));
}

function isToolResult(result: CallToolResult | ConfirmationNeeded | CallLeft): result is CallToolResult {
  return 'content' in result;
}

/** The same for an id that was forged, is somebody else's, or has expired. */
function unknownTask(): ProtocolError {
  return new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    'Unknown task. Its id is not valid here, or it has expired.',
  );
}
