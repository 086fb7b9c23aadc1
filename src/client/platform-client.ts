import { CallError } from '../errors.ts';
import { noCredential, setCredential } from '../wording.ts';
import { connectionError, mayRetryAfterBreak } from './connection-errors.ts';
import { createConnectionPool, type ProxySettings } from './connection-pool.ts';
import type { Credential } from './credential.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import { encodeRequestTarget } from './encode-url.ts';
import { exchangeOnce } from './http-exchange.ts';
import type {
  PlatformClient,
  PlatformLabel,
  PlatformName,
  PlatformRequest,
  PlatformResponse,
} from './interface.ts';
import { responseError } from './response-errors.ts';
import { isRetryableStatus, RETRY_POLICY, retryDelayMs } from './retry-policy.ts';

/** Calls that may run or wait for a connection at the same time. */
const MAX_CALLS_IN_FLIGHT = 1000;
const NOT_MODIFIED = 304;

export interface PlatformClientOptions extends PlatformLabel {
  readonly platform: PlatformName;
  /** Where the platform's paths begin: `https://api.civisanalytics.com/`. */
  readonly endpoint: URL;
  /** Version in front of every path, unless a request says otherwise. */
  readonly version?: string;
  readonly credential: Credential | undefined;
  /** From the call to the last byte of its response, over all attempts. */
  readonly timeoutSeconds: number;
  readonly userAgent: string;
  readonly proxy: ProxySettings;
}

/** A response, or an error and whether the request may be sent again. */
type AttemptResult =
  | { readonly response: PlatformResponse; readonly error?: undefined; readonly mayRetry?: undefined }
  | { readonly response?: undefined; readonly error: CallError; readonly mayRetry: boolean };

export interface ClosablePlatformClient extends PlatformClient {
  close(): Promise<void>;
}

/** A client for one platform, with a connection pool of its own. */
export function createPlatformClient(options: PlatformClientOptions): ClosablePlatformClient {
  const { endpoint, platform, credential, version, timeoutSeconds, label } = options;
  const dispatcher = createConnectionPool(options.proxy, timeoutSeconds);
  const basePath = endpoint.pathname.replace(/\/$/, '');
  let callsInFlight = 0;

  async function sendWithRetries(request: PlatformRequest, deadline: Deadline): Promise<PlatformResponse> {
    const url = new URL(`${basePath}${encodeRequestTarget(request, version)}`, endpoint);
    const headers = await requestHeaders(request, options, deadline.signal);
    for (let retries = 0; ; retries += 1) {
      const { response, error, mayRetry } = await attemptOnce(request, url, headers, deadline);
      if (error === undefined) return { ...response, retries };
      const delay = retryDelayMs(retries, error);
      if (!mayRetry || retries === RETRY_POLICY.maxRetries || delay >= deadline.remainingMs()) {
        throw retries === 0 ? error : error.with({ retries }, `${error.message} Tried ${retries + 1} times.`);
      }
      await deadline.sleep(delay);
    }
  }

  async function attemptOnce(
    request: PlatformRequest,
    url: URL,
    headers: Readonly<Record<string, string>>,
    { signal, abortReason }: Deadline,
  ): Promise<AttemptResult> {
    let responseStarted = false;
    const onResponseStart = () => {
      responseStarted = true;
    };
    const toConnectionError = (thrown: unknown) =>
      connectionError(request, abortReason() ?? thrown, {
        platform: options,
        host: endpoint.host,
        responseStarted,
      });
    return exchangeOnce(dispatcher, {
      request,
      url,
      headers,
      signal,
      onResponseStart,
      toConnectionError,
    }).then(
      (response) => {
        if (isAccepted(request, response)) return { response };
        return {
          error: responseError(request, response, options),
          mayRetry: isRetryableStatus(request.verb, response.status),
        };
      },
      (thrown: unknown) => ({
        error: toConnectionError(thrown),
        mayRetry: mayRetryAfterBreak(request, abortReason() ?? thrown, responseStarted),
      }),
    );
  }

  return {
    platform,
    hasCredential: credential !== undefined,

    async send(request, signal) {
      if (callsInFlight >= MAX_CALLS_IN_FLIGHT) throw tooManyCallsError(label);
      callsInFlight += 1;
      const deadline = startDeadline(signal, timeoutSeconds, label);
      try {
        return await sendWithRetries(request, deadline);
      } finally {
        // A stream is read after the call: for as long as its bytes come, or until the caller cancels.
        if (request.responseType === 'stream') deadline.liftTimeLimit();
        else deadline.clear();
        callsInFlight -= 1;
      }
    },

    close: () => dispatcher.destroy(),
  };
}

/** Whether the caller gets the response: a success, or an error status that it accepts. */
function isAccepted(request: PlatformRequest, { status }: PlatformResponse): boolean {
  if (status === NOT_MODIFIED && request.ifNoneMatch !== undefined) return true;
  return status < 300 || request.acceptedStatuses?.includes(status) === true;
}

async function requestHeaders(
  request: PlatformRequest,
  { credential, userAgent, label, credentialVariable }: PlatformClientOptions,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const plain = {
    accept: request.responseType === 'json' ? 'application/json' : '*/*',
    'user-agent': userAgent,
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(request.ifNoneMatch === undefined ? {} : { 'if-none-match': request.ifNoneMatch }),
  };
  if (request.auth === 'none') return plain;
  if (credential !== undefined)
    return { ...plain, authorization: `Bearer ${await credential.token(signal)}` };
  if (request.auth === 'optional') return plain;
  throw new CallError('not_configured', noCredential(label), {
    hint: setCredential(credentialVariable),
  });
}

function tooManyCallsError(label: string): CallError {
  return new CallError('rate_limited', `${MAX_CALLS_IN_FLIGHT} calls to ${label} are already in progress.`, {
    hint: 'Wait until some of them have ended, then call again.',
    retryable: true,
    retryAfterSeconds: 1,
  });
}
