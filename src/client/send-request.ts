import type { Dispatcher } from 'undici';

/**
 * Sends a request; `onSent` is called when its bytes are about to be written to a connection. Until then
 * nothing of it has left.
 *
 * undici takes notice of an abort only when it writes: a request that is aborted while its connection is
 * being opened would stay pending until that has succeeded or failed. Here it ends at once, and is not
 * written later.
 */
export function sendRequest(
  dispatcher: Dispatcher,
  options: Dispatcher.RequestOptions & { readonly signal: AbortSignal },
  onSent: () => void,
): Promise<Dispatcher.ResponseData> {
  const { signal } = options;
  let isSent = false;
  const tracked = dispatcher.compose(
    trackSending(() => {
      isSent = true;
      onSent();
    }),
  );
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      if (!isSent) reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    void tracked
      .request(options)
      .finally(() => signal.removeEventListener('abort', onAbort))
      .then(resolve, reject);
    if (signal.aborted) onAbort();
  });
}

/** undici's `onRequestStart` is the last step before it writes the head of a request. */
function trackSending(onSent: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart: (controller, context) => {
        handler.onRequestStart?.(controller, context);
        if (!controller.aborted) onSent();
      },
      onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    });
}
