import { CallError, systemErrorCode } from '../errors.ts';
import { notCalledError, type StoppableCalls } from './stop-calls.ts';
import type { Dispatch } from './tool-call.ts';

export interface Closable {
  close(): Promise<void>;
}

/** Calls whose path is opened when the first one arrives; those that arrive meanwhile wait for it. */
export interface DeferredCalls<P extends StoppableCalls & Closable> {
  readonly dispatch: Dispatch;
  /** Opens the path, unless it is open. Fails with whatever kept it from being opened. */
  open(): Promise<P>;
  /** The same for a request of a host: fails with a `CallError`. */
  ready(): Promise<P>;
  /** Ends every call as the path does, and refuses new ones. */
  stop(): Promise<void>;
  /** Closes what was opened. */
  close(): Promise<void>;
}

/** A path that cannot be opened is tried again by the next call; `onFailure` is told why. */
export function openOnFirstCall<P extends StoppableCalls & Closable>(
  openPath: () => Promise<P>,
  onFailure: (error: Error) => void,
): DeferredCalls<P> {
  let path: Promise<P> | undefined;
  let isStopped = false;

  function open(): Promise<P> {
    path ??= openPath().catch((cause: unknown) => {
      path = undefined;
      throw cause;
    });
    return path;
  }

  /** The path, if anything has opened it. */
  function opened(): Promise<P | undefined> | undefined {
    return path?.catch(() => undefined);
  }

  async function ready(): Promise<P> {
    try {
      return await open();
    } catch (cause) {
      onFailure(cause instanceof Error ? cause : new Error(String(cause)));
      throw notReadyError(cause);
    }
  }

  function refuseIfStopped(tool: string): void {
    if (isStopped) throw notCalledError(tool);
  }

  return {
    open,
    ready,
    dispatch: async (call) => {
      refuseIfStopped(call.name);
      const { dispatch } = await ready();
      refuseIfStopped(call.name);
      return dispatch(call);
    },
    stop: async () => {
      isStopped = true;
      await (await opened())?.stop();
    },
    close: async () => {
      await (await opened())?.close();
    },
  };
}

/** Files are missing, for example, if the program was updated while it was running. */
function notReadyError(cause: unknown): CallError {
  const code = systemErrorCode(cause);
  const reason = code === '' ? '' : ` (${code})`;
  return new CallError(
    'platform_error',
    `The server could not get ready for calls${reason}. Nothing was sent.`,
    {
      hint: 'Restart the server: it may have been updated while it was running. If this happens again, install it again.',
    },
  );
}
