import { errors } from 'undici';
import { CallError, type ErrorDetails, systemErrorCode } from '../errors.ts';
import { checkConnection, notFound, RETRY_OR_LONGER_TIMEOUT } from '../wording.ts';
import { filledPath } from './encode-url.ts';
import type { PlatformLabel, PlatformRequest } from './interface.ts';
import { RETRY_POLICY } from './retry-policy.ts';

/** Codes of failures before a request was sent. */
const NEVER_SENT: readonly string[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];
/** Codes of a connection that was closed during a request. */
const BROKEN_CONNECTION: readonly string[] = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'];

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
  readonly responseStarted: boolean;
}

/** The error for a request without a whole response: refused, broken, too slow or cancelled. */
export function connectionError(
  request: PlatformRequest,
  cause: unknown,
  { platform: { label, endpointVariable }, host, responseStarted }: ConnectionState,
): CallError {
  const { verb } = request;
  const sent = !NEVER_SENT.includes(systemErrorCode(cause));
  const details: ErrorDetails = {
    method: verb,
    path: filledPath(request),
    retryable: !sent || RETRY_POLICY.idempotentVerbs.includes(verb),
    // A lost response to a change leaves open whether it was made.
    uncertain: sent && verb !== 'GET',
  };
  if (cause instanceof CallError) {
    const interrupted = cause.kind === 'timeout' || cause.kind === 'cancelled';
    return cause.with(interrupted ? details : { ...details, retryable: false, uncertain: false });
  }
  if (isTimeout(cause)) {
    return new CallError('timeout', `${label} at ${host} did not respond in time.`, {
      ...details,
      hint: RETRY_OR_LONGER_TIMEOUT,
    });
  }
  return new CallError('network', networkFailure(`${label} at ${host}`, host, cause, responseStarted), {
    ...details,
    hint: checkConnection(endpointVariable),
  });
}

function networkFailure(server: string, host: string, cause: unknown, responseStarted: boolean): string {
  if (responseStarted) return `${server} closed the connection before the response was complete.`;
  if (systemErrorCode(cause) === HOST_NOT_FOUND) return notFound('Host name', host);
  return `The request to ${server} failed: ${describeConnectionFailure(cause)}.`;
}

/** Whether the connection broke before a response began, so that the request may be sent again. */
export function mayRetryAfterBreak(
  { verb }: PlatformRequest,
  cause: unknown,
  responseStarted: boolean,
): boolean {
  const broke = BROKEN_CONNECTION.includes(systemErrorCode(cause));
  return !responseStarted && RETRY_POLICY.idempotentVerbs.includes(verb) && broke;
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
