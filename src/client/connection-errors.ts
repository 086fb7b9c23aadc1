import { errors } from 'undici';
import { CallError, type ErrorDetails, systemErrorCode } from '../errors.ts';
import { checkConnection, NOTHING_SENT, notFound, RETRY_OR_LONGER_TIMEOUT } from '../wording.ts';
import { filledPath } from './encode-url.ts';
import type { AttemptProgress } from './http-exchange.ts';
import type { PlatformLabel, PlatformRequest } from './interface.ts';
import { RETRY_POLICY } from './retry-policy.ts';

/** Codes of a connection that was closed during a request. */
const BROKEN_CONNECTION: readonly string[] = [
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
];

const HOST_NOT_FOUND = 'ENOTFOUND';

const REASON_OF_NETWORK_CODE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed',
  [HOST_NOT_FOUND]: 'the host name was not found',
  EAI_AGAIN: 'the host name could not be looked up',
  UND_ERR_SOCKET: 'the connection was closed',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an unknown authority',
};

/** What is known of a request when its connection failed. */
export interface ConnectionState {
  readonly platform: PlatformLabel;
  readonly host: string;
  readonly progress: Readonly<AttemptProgress>;
}

/** The error for a request without a whole response: refused, broken, too slow or cancelled. */
export function connectionError(
  request: PlatformRequest,
  cause: unknown,
  { platform: { label, endpointVariable }, host, progress }: ConnectionState,
): CallError {
  const { verb } = request;
  const { sent, status } = progress;
  // An error status says that the change was not made; any other lost response leaves it open.
  const uncertain = sent && verb !== 'GET' && (status === undefined || status < 300);
  const details: ErrorDetails = {
    method: verb,
    path: filledPath(request),
    retryable: !sent || RETRY_POLICY.idempotentVerbs.includes(verb),
    uncertain,
  };
  if (cause instanceof CallError) {
    if (cause.kind === 'timeout' || cause.kind === 'cancelled')
      return addNothingSent(cause.with(details), sent);
    if (!sent) return cause.with({ ...details, retryable: cause.details.retryable === true });
    const unreadable = { ...details, retryable: false };
    if (!uncertain || status === undefined) return cause.with(unreadable);
    return cause.with(
      { ...unreadable, status },
      `${label} returned ${status}, but its response could not be read. ${cause.message}`,
    );
  }
  if (isTimeout(cause)) {
    const error = new CallError('timeout', `${label} at ${host} did not respond in time.`, {
      ...details,
      hint: RETRY_OR_LONGER_TIMEOUT,
    });
    return addNothingSent(error, sent);
  }
  const error = new CallError(
    'network',
    networkFailure(`${label} at ${host}`, host, cause, status !== undefined),
    {
      ...details,
      hint: checkConnection(endpointVariable),
    },
  );
  return addNothingSent(error, sent);
}

/** Whoever asked for a change must know that it was not made. */
function addNothingSent(error: CallError, sent: boolean): CallError {
  if (sent || error.details.method === 'GET') return error;
  return error.with({}, `${error.message} ${NOTHING_SENT}`);
}

function networkFailure(server: string, host: string, cause: unknown, responseStarted: boolean): string {
  if (responseStarted) return `${server} closed the connection before the response was complete.`;
  if (systemErrorCode(cause) === HOST_NOT_FOUND) return notFound('Host name', host);
  return `The request to ${server} failed: ${describeConnectionFailure(cause)}.`;
}

/**
 * Whether the request may be sent again after its connection broke: a read always; another one that can be
 * repeated, as long as no response has begun.
 */
export function mayRetryAfterBreak(
  { verb }: PlatformRequest,
  cause: unknown,
  { status }: Readonly<AttemptProgress>,
): boolean {
  const broke = BROKEN_CONNECTION.includes(systemErrorCode(cause));
  if (status === undefined) return broke && RETRY_POLICY.idempotentVerbs.includes(verb);
  return (broke || cause instanceof errors.HTTPParserError) && verb === 'GET';
}

export function describeConnectionFailure(cause: unknown): string {
  const code = systemErrorCode(cause);
  return REASON_OF_NETWORK_CODE[code] ?? (code === '' ? 'unknown network error' : code);
}

/** Whether a connection was not made, or no byte came, within the time for it. */
export function isTimeout(cause: unknown): boolean {
  return (
    cause instanceof errors.ConnectTimeoutError ||
    cause instanceof errors.HeadersTimeoutError ||
    cause instanceof errors.BodyTimeoutError
  );
}
