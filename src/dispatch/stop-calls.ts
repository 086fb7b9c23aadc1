import { setMaxListeners } from 'node:events';
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

/** Lets the calls of a dispatch be ended together, when the process is about to end. */
export function makeStoppable(
  dispatch: Dispatch,
  catalogue: Pick<ReadonlyMap<string, Tool>, 'get'>,
): StoppableCalls {
  const running = new Set<AbortController>();
  let isStopping = false;
  let onAllEnded = () => {};

  async function runUntilStopped(call: ToolCall): Promise<DispatchResult> {
    // Not one signal for all calls: `AbortSignal.any` would keep something of each as long as the process lives.
    const either = new AbortController();
    // A workflow makes many calls at once, and each of them listens.
    setMaxListeners(0, either.signal);
    const cancel = () => either.abort();
    call.signal.addEventListener('abort', cancel, { once: true });
    if (call.signal.aborted) cancel();
    running.add(either);
    try {
      return await dispatch({ ...call, signal: either.signal });
    } catch (cause) {
      const isStopped = isStopping && !call.signal.aborted;
      throw isStopped && cause instanceof CallError && cause.kind === 'cancelled'
        ? asStopped(cause, catalogue.get(call.name))
        : cause;
    } finally {
      call.signal.removeEventListener('abort', cancel);
      running.delete(either);
      if (running.size === 0) onAllEnded();
    }
  }

  return {
    dispatch: async (call) => {
      if (isStopping) throw notCalledError(call.name);
      return runUntilStopped(call);
    },
    stop: async () => {
      isStopping = true;
      if (running.size > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, STOP_TIMEOUT_MS);
          onAllEnded = () => {
            clearTimeout(timer);
            resolve();
          };
          for (const call of running) call.abort();
        });
      }
      // Their results pass on to the host before anything else is closed.
      await new Promise(setImmediate);
    },
  };
}

export function notCalledError(tool: string): CallError {
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
