import { errors } from 'undici';
import { CallError, type ErrorDetails, type ErrorKind } from '../errors.ts';
import type { PlatformAnswer, PlatformRequest } from './client.ts';
import { firstLine } from './decode.ts';
import { mayRetryStatus, RETRY } from './retry.ts';

/** A platform in the words of its errors. */
export interface PlatformLabel {
  readonly label: string;
  /** The environment variable that holds its credential. */
  readonly credentialVariable: string;
}

const KIND_OF_STATUS: Readonly<Record<number, ErrorKind>> = {
  400: 'invalid_input',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  408: 'timeout',
  409: 'conflict',
  412: 'invalid_input',
  413: 'too_large',
  422: 'invalid_input',
  429: 'rate_limited',
};

/** The error that an answer with an error status is. */
export function failureOf(
  request: PlatformRequest,
  answer: PlatformAnswer,
  platform: PlatformLabel,
): CallError {
  const { status, headers, body } = answer;
  const kind = KIND_OF_STATUS[status] ?? 'platform_error';
  const retryAfter = secondsOf(headers['retry-after']);
  const said = wordsOf(body);
  const details: ErrorDetails = {
    status,
    retryable: status === 429 || status === 503 || mayRetryStatus(request.verb, status),
    uncertain: status >= 500 && status !== 503 && request.verb !== 'GET',
    method: request.verb,
    path: pathOf(request),
    hint: hintFor(kind, platform, retryAfter),
    code: codeOf(body),
    retryAfterSeconds: retryAfter,
    requestId: headers['x-request-id'] ?? referenceOf(body),
  };
  return new CallError(kind, `${platform.label} answered ${status}${quote(said)}.`, details);
}

function hintFor(
  kind: ErrorKind,
  platform: PlatformLabel,
  retryAfter: number | undefined,
): string | undefined {
  switch (kind) {
    case 'unauthorized':
      return `Check ${platform.credentialVariable}: it may be mistyped, expired or for another server.`;
    case 'forbidden':
      return 'Ask the object’s owner for permission, or use an account that has it.';
    case 'rate_limited':
      return `Call again in ${retryAfter ?? 30} seconds.`;
    case 'invalid_input':
      return 'Correct the arguments and call again.';
    default:
      return undefined;
  }
}

/** Where a request was when its answer was lost. */
export interface Loss {
  readonly settings: PlatformLabel;
  readonly host: string;
  /** Whether an answer had begun. */
  readonly answered: boolean;
}

/** The error that a request without a whole answer is: refused, broken, too slow or cancelled. */
export function lossOf(
  request: PlatformRequest,
  cause: unknown,
  { settings, host, answered }: Loss,
): CallError {
  const { label } = settings;
  const { verb } = request;
  const sent = !NEVER_SENT.includes(codeFrom(cause));
  const details: ErrorDetails = {
    method: verb,
    path: pathOf(request),
    retryable: !sent || RETRY.afterBreak.includes(verb),
    // A lost answer to a change leaves open whether it was made.
    uncertain: sent && verb !== 'GET',
  };
  if (cause instanceof CallError) {
    const lost = cause.kind === 'timeout' || cause.kind === 'cancelled';
    return cause.with(lost ? details : { ...details, retryable: false, uncertain: false });
  }
  if (isTimeout(cause)) {
    return new CallError('timeout', `${label} at ${host} did not answer in time.`, {
      ...details,
      hint: 'Call again later, or start the server with a longer --timeout.',
    });
  }
  const what = answered ? 'broke off its answer' : 'could not be reached';
  return new CallError('network', `${label} at ${host} ${what}: ${reasonOf(cause)}.`, {
    ...details,
    hint: 'Check the endpoint, the network and any proxy, then call again.',
  });
}

/** Codes of failures before a request left this machine. */
const NEVER_SENT: readonly string[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];
/** Codes of a connection that broke under a request. */
const BREAKS: readonly string[] = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'];

/** Whether the connection broke before an answer began, so that the request may be sent again. */
export function brokeBeforeAnswer(request: PlatformRequest, cause: unknown, answered: boolean): boolean {
  return !answered && RETRY.afterBreak.includes(request.verb) && BREAKS.includes(codeFrom(cause));
}

function codeFrom(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

function isTimeout(cause: unknown): boolean {
  return (
    cause instanceof errors.ConnectTimeoutError ||
    cause instanceof errors.HeadersTimeoutError ||
    cause instanceof errors.BodyTimeoutError
  );
}

/** Faults out of a platform's list that an error repeats. */
const MOST_FAULTS = 10;

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection broke',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  UND_ERR_SOCKET: 'the connection broke',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an unknown authority',
};

export function reasonOf(cause: unknown): string {
  const code = codeFrom(cause);
  return REASONS[code] ?? (code === '' ? 'the request failed' : code);
}

/** Path as asked, its values in place, without the query. */
function pathOf(request: PlatformRequest): string {
  return request.path.replace(/\{(\w+)\}/g, (token, name: string) => request.values[name] ?? token);
}

/** A platform's words stand in quotes, so that they cannot pass for the server's own. */
function quote(said: string): string {
  return said === '' ? '' : `: ${JSON.stringify(said)}`;
}

/** What the platform itself says: Civis's `errorDescription`, FastAPI's `detail`, or the first line. */
function wordsOf(body: unknown): string {
  if (typeof body === 'string') return firstLine(body);
  if (typeof body !== 'object' || body === null) return '';
  const { errorDescription, detail, error } = body as Record<string, unknown>;
  if (Array.isArray(detail)) return firstFaults(detail);
  const words = [errorDescription, detail, error].find((value) => typeof value === 'string');
  return firstLine(String(words ?? '')).replace(/\.$/, '');
}

function firstFaults(faults: readonly unknown[]): string {
  const rest = faults.length > MOST_FAULTS ? `; and ${faults.length - MOST_FAULTS} more` : '';
  return `${faults.slice(0, MOST_FAULTS).map(faultOf).join('; ')}${rest}`;
}

/** One entry of FastAPI's list of faults: `email: value is not a valid email`. */
function faultOf(fault: unknown): string {
  if (typeof fault !== 'object' || fault === null) return firstLine(String(fault));
  const { loc, msg } = fault as { loc?: unknown; msg?: unknown };
  const place = Array.isArray(loc) ? loc.filter((part) => part !== 'body' && part !== 'query').join('.') : '';
  return firstLine(place === '' ? String(msg) : `${place}: ${String(msg)}`);
}

function codeOf(body: unknown): string | undefined {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  return typeof error === 'string' ? firstLine(error) : undefined;
}

function referenceOf(body: unknown): string | undefined {
  const reference =
    typeof body === 'object' && body !== null && 'reference' in body ? body.reference : undefined;
  return typeof reference === 'string' ? firstLine(reference) : undefined;
}

/** Seconds out of `Retry-After`, which holds seconds or a date. */
function secondsOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, Math.ceil(seconds));
}
