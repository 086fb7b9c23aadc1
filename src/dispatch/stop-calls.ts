import { CallError } from '../errors.ts';
import { CALL_CANCELLED, CALL_STOPPED, wasNotCalled } from '../wording.ts';
import type { Dispatch, DispatchResult, ToolCall } from './tool-call.ts';
import type { Tool } from './tool-catalogue.ts';

/** Milliseconds that calls have to end after they were told to: a second, less the way to the host. */
const STOP_TIMEOUT_MS = 600;

export interface StoppableCalls {
  readonly dispatch: Dispatch;
  /** Ends every call with an error that says why, and refuses new ones. Resolves when all have ended. */
  stop(): Promise<void>;
}

interface RunningCall {
  readonly cancel: () => void;
  readonly ended: Promise<unknown>;
}

/** Lets the calls of a dispatch be ended together, when the process is about to end. */
export function makeStoppable(dispatch: Dispatch, catalogue: ReadonlyMap<string, Tool>): StoppableCalls {
  const running = new Set<RunningCall>();
  let isStopping = false;

  async function runUntilStopped(call: ToolCall, signal: AbortSignal): Promise<DispatchResult> {
    try {
      return await dispatch({ ...call, signal });
    } catch (cause) {
      const isStopped = isStopping && !call.signal.aborted;
      throw isStopped && cause instanceof CallError && cause.kind === 'cancelled'
        ? asStopped(cause, catalogue.get(call.name))
        : cause;
    }
  }

  return {
    dispatch: async (call) => {
      if (isStopping) throw stoppingError(call.name);
      // Not one signal for all calls: `AbortSignal.any` would keep something of each as long as the process lives.
      const either = new AbortController();
      const cancel = () => either.abort();
      call.signal.addEventListener('abort', cancel, { once: true });
      if (call.signal.aborted) cancel();
      const result = runUntilStopped(call, either.signal);
      const entry = { cancel, ended: result.catch(() => undefined) };
      running.add(entry);
      return result.finally(() => {
        call.signal.removeEventListener('abort', cancel);
        running.delete(entry);
      });
    },
    stop: async () => {
      isStopping = true;
      const all = Promise.all([...running].map(({ ended }) => ended));
      for (const { cancel } of running) cancel();
      let timer: NodeJS.Timeout | undefined;
      const tooLong = new Promise((resolve) => {
        timer = setTimeout(resolve, STOP_TIMEOUT_MS);
      });
      await Promise.race([all, tooLong]);
      clearTimeout(timer);
      // Their results pass on to the host before anything else is closed.
      await new Promise(setImmediate);
    },
  };
}

export function stoppingError(tool: string): CallError {
  return new CallError('cancelled', wasNotCalled(tool, 'the server is stopping', 'Nothing was sent'), {
    hint: 'Call again when the server has been started again.',
    retryable: true,
  });
}

/** What an operation has sent is known, and its error says it; a workflow may have sent something before. */
function asStopped(error: CallError, tool: Tool | undefined): CallError {
  const message = error.message.replace(CALL_CANCELLED, CALL_STOPPED);
  const mayHaveChanged = tool?.kind === 'workflow' && tool.effect !== 'read';
  const hint =
    error.details.hint ??
    (mayHaveChanged
      ? 'It may have changed something before it was stopped: check that before you call again.'
      : 'Call again when the server has been started again.');
  return error.with({ hint }, message);
}
