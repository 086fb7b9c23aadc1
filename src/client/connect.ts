import { type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { CallError } from '../errors.ts';
import type { PlatformAnswer, PlatformClient, PlatformName, PlatformRequest } from './client.ts';
import type { Credential } from './credential.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import { encodeTarget } from './encode.ts';
import { exchange } from './exchange.ts';
import { brokeBeforeAnswer, failureOf, lossOf, type PlatformLabel } from './failure.ts';
import { mayRetryStatus, RETRY, waitBeforeRetry } from './retry.ts';

/** Connections that one platform may hold open. */
const CONNECTIONS = 16;
/** Calls that may be under way or wait for a connection. */
const MOST_CALLS = 1000;
const CONNECT_TIMEOUT_MS = 10_000;
const NOT_MODIFIED = 304;

/** Proxies as the environment names them; `bypass` lists the hosts that are reached directly. */
export interface ProxySettings {
  readonly http: string;
  readonly https: string;
  readonly bypass: string;
}

export interface PlatformSettings extends PlatformLabel {
  readonly platform: PlatformName;
  /** Where the platform's paths begin: `https://api.civisanalytics.com/`. */
  readonly endpoint: URL;
  /** Version in front of every path, unless a request says otherwise. */
  readonly version?: string;
  readonly credential: Credential | undefined;
  /** From the call to the last byte of its answer, over all tries. */
  readonly timeoutSeconds: number;
  readonly userAgent: string;
  readonly proxy: ProxySettings;
}

/** What one try came to: an answer, or a failure and whether the request may be sent again. */
type Attempted =
  | { readonly answer: PlatformAnswer; readonly failure?: undefined; readonly mayRetry?: undefined }
  | { readonly answer?: undefined; readonly failure: CallError; readonly mayRetry: boolean };

export interface ConnectedClient extends PlatformClient {
  close(): Promise<void>;
}

/** The connections to platforms: kept alive, capped, through a proxy where there is one. */
export function openConnections(proxy: ProxySettings, timeoutSeconds: number): Dispatcher {
  return new EnvHttpProxyAgent({
    httpProxy: proxy.http,
    httpsProxy: proxy.https,
    noProxy: proxy.bypass,
    connections: CONNECTIONS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: timeoutSeconds * 1000,
    bodyTimeout: timeoutSeconds * 1000,
  });
}

/** One platform behind connections of its own. */
export function connectPlatform(settings: PlatformSettings): ConnectedClient {
  const { endpoint, platform, credential, version, timeoutSeconds, label } = settings;
  const dispatcher = openConnections(settings.proxy, timeoutSeconds);
  const base = endpoint.pathname.replace(/\/$/, '');
  let underWay = 0;

  async function sendWithin(request: PlatformRequest, deadline: Deadline): Promise<PlatformAnswer> {
    const url = new URL(`${base}${encodeTarget(request, version)}`, endpoint);
    const headers = await headersFor(request, settings, deadline.signal);
    for (let retries = 0; ; retries += 1) {
      const { answer, failure, mayRetry } = await attempt(request, url, headers, deadline);
      if (failure === undefined) return { ...answer, retries };
      const wait = waitBeforeRetry(retries, failure);
      if (!mayRetry || retries === RETRY.maxRetries || wait >= deadline.remainingMs()) {
        throw retries === 0
          ? failure
          : failure.with({ retries }, `${failure.message} Tried ${retries + 1} times.`);
      }
      await deadline.wait(wait);
    }
  }

  async function attempt(
    request: PlatformRequest,
    url: URL,
    headers: Readonly<Record<string, string>>,
    { signal, reason }: Deadline,
  ): Promise<Attempted> {
    let answered = false;
    const onAnswer = () => {
      answered = true;
    };
    const loss = (thrown: unknown) =>
      lossOf(request, reason() ?? thrown, { settings, host: endpoint.host, answered });
    return exchange(dispatcher, { request, url, headers, signal, onAnswer, loss }).then(
      (answer) => {
        if (isTaken(request, answer)) return { answer };
        return {
          failure: failureOf(request, answer, settings),
          mayRetry: mayRetryStatus(request.verb, answer.status),
        };
      },
      (thrown: unknown) => ({
        failure: loss(thrown),
        mayRetry: brokeBeforeAnswer(request, reason() ?? thrown, answered),
      }),
    );
  }

  return {
    platform,
    hasCredential: credential !== undefined,

    async send(request, signal) {
      if (underWay >= MOST_CALLS) throw tooManyCalls(label);
      underWay += 1;
      const deadline = startDeadline(signal, timeoutSeconds, label);
      try {
        return await sendWithin(request, deadline);
      } finally {
        // A stream is read after the call: for as long as its bytes come, or until the caller cancels.
        if (request.expect === 'stream') deadline.lift();
        else deadline.clear();
        underWay -= 1;
      }
    },

    close: () => dispatcher.destroy(),
  };
}

/** Whether an answer is one to deliver: a success, or a failure that the caller asked for. */
function isTaken(request: PlatformRequest, { status }: PlatformAnswer): boolean {
  if (status === NOT_MODIFIED && request.ifNoneMatch !== undefined) return true;
  return status < 300 || request.tolerate?.includes(status) === true;
}

async function headersFor(
  request: PlatformRequest,
  { credential, userAgent, label, credentialVariable }: PlatformSettings,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const plain = {
    accept: request.expect === 'json' ? 'application/json' : '*/*',
    'user-agent': userAgent,
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(request.ifNoneMatch === undefined ? {} : { 'if-none-match': request.ifNoneMatch }),
  };
  if (request.auth === 'none') return plain;
  if (credential !== undefined)
    return { ...plain, authorization: `Bearer ${await credential.token(signal)}` };
  if (request.auth === 'optional') return plain;
  throw new CallError('not_configured', `${label} needs a credential, and none is set.`, {
    hint: `Set ${credentialVariable} where the server is started; --sandbox needs none.`,
  });
}

function tooManyCalls(label: string): CallError {
  return new CallError('rate_limited', `${MOST_CALLS} calls to ${label} are under way already.`, {
    hint: 'Wait for some of them, then call again.',
    retryable: true,
    retryAfterSeconds: 1,
  });
}
