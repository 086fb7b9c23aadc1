import { CallError } from '../errors.ts';
import { createConnectionPool, type ProxySettings } from './connection-pool.ts';
import type { Credential } from './credential.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import { encodeRequestTarget } from './encode-url.ts';
import type {
  PlatformClient,
  PlatformLabel,
  PlatformName,
  PlatformRequest,
  PlatformResponse,
  Protect,
} from './interface.ts';
import { attemptRequest, combineErrors } from './request-attempt.ts';
import { createRequestQueue } from './request-queue.ts';
import { RETRY_POLICY, retryDelayMs } from './retry-policy.ts';

/** Reads, and changes, that may be in progress or wait for a connection at the same time: it bounds the memory. */
const MAX_CALLS_IN_FLIGHT = 1000;

export interface PlatformClientOptions extends PlatformLabel {
  readonly platform: PlatformName;
  /** Where the platform's paths begin: `https://api.civisanalytics.com/`. */
  readonly endpoint: URL;
  /** Version in front of every path, unless a request says otherwise. */
  readonly version?: string;
  readonly credential: Credential | undefined;
  /** Why a file that may hold the credential could not be used. */
  readonly unusableFiles?: readonly string[];
  /** From the call to the last byte of its response, over all attempts. */
  readonly timeoutSeconds: number;
  /** Requests that may be under way at the same time; the others wait. */
  readonly connections: number;
  readonly userAgent: string;
  readonly proxy: ProxySettings;
  readonly protect: Protect;
}

export interface ClosablePlatformClient extends PlatformClient {
  close(): Promise<void>;
}

/** A client for one platform, with a connection pool and a queue of its own. */
export function createPlatformClient(options: PlatformClientOptions): ClosablePlatformClient {
  const { endpoint, platform, credential, version, timeoutSeconds, connections, label } = options;
  const dispatcher = createConnectionPool(options.proxy, timeoutSeconds, { connections });
  const queue = createRequestQueue({ connections, timeoutSeconds, label });
  const basePath = endpoint.pathname.replace(/\/$/, '');
  const attempts = { ...options, dispatcher, queue };
  const callsInFlight = { reads: 0, changes: 0 };

  async function sendWithRetries(request: PlatformRequest, deadline: Deadline): Promise<PlatformResponse> {
    const target = `${basePath}${encodeRequestTarget(request, version)}`;
    let earlier: CallError | undefined;
    for (let retries = 0; ; retries += 1) {
      const result = await attemptRequest(request, target, deadline, attempts);
      if (result.response !== undefined) return { ...result.response, retries };
      const error = earlier === undefined ? result.error : combineErrors(earlier, result.error, result.sent);
      const delay = retryDelayMs(retries, error);
      if (!result.mayRetry || retries === RETRY_POLICY.maxRetries || delay >= deadline.remainingMs()) {
        throw retries === 0 ? error : error.with({ retries }, `${error.message} Tried ${retries + 1} times.`);
      }
      // The connection is free meanwhile; the next attempt waits for one again.
      await deadline.sleep(delay).catch((reason: unknown) => {
        throw reason instanceof CallError ? combineErrors(error, reason, false) : reason;
      });
      earlier = error;
    }
  }

  return {
    platform,
    hasCredential: credential !== undefined,
    version,

    async send(request, signal) {
      // Reads and changes are counted apart, so that neither keeps the other out.
      const kind = request.verb === 'GET' ? 'reads' : 'changes';
      if (callsInFlight[kind] >= MAX_CALLS_IN_FLIGHT) throw tooManyCallsError(label);
      callsInFlight[kind] += 1;
      const deadline = startDeadline(signal, timeoutSeconds, label);
      let isStream = false;
      try {
        const response = await sendWithRetries(request, deadline);
        isStream = request.responseType === 'stream' && response.status < 300;
        return response;
      } finally {
        // A stream is read after the call: for as long as its bytes come, or until the caller cancels.
        if (isStream) deadline.liftTimeLimit();
        else deadline.clear();
        callsInFlight[kind] -= 1;
      }
    },

    close: () => dispatcher.destroy(),
  };
}

function tooManyCallsError(label: string): CallError {
  return new CallError(
    'rate_limited',
    `Nothing was sent: ${MAX_CALLS_IN_FLIGHT} calls to ${label} are already in progress.`,
    {
      hint: 'Wait until some of them have ended, then call again.',
      retryable: true,
      retryAfterSeconds: 1,
    },
  );
}
