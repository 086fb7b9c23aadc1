import { CallError, type ErrorDetails, type ErrorKind } from '../errors.ts';
import { CORRECT_ARGUMENTS, returnedStatus } from '../wording.ts';
import { filledPath } from './encode-url.ts';
import type { PlatformLabel, PlatformRequest, PlatformResponse } from './interface.ts';
import { firstLine } from './response-body.ts';
import { isRetryableStatus } from './retry-policy.ts';

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

/** Statuses from 500 on that say that nothing was done: not implemented, unavailable. */
const NOT_CARRIED_OUT: ReadonlySet<number> = new Set([501, 503]);
const NOT_IMPLEMENTED = 501;
const NOT_OFFERED = 'The platform does not offer this operation here: use another one, or ask the person.';

/** Entries of a platform's list of validation errors that one error repeats. */
const MAX_VALIDATION_ERRORS = 10;

/** The error for a response with an error status. */
export function responseError(
  request: PlatformRequest,
  response: PlatformResponse,
  platform: PlatformLabel,
): CallError {
  const { status, headers, body } = response;
  const kind = KIND_OF_STATUS[status] ?? 'platform_error';
  const retryAfter = parseRetryAfter(headers['retry-after']);
  const message = platformMessage(body);
  const hint = status === NOT_IMPLEMENTED ? NOT_OFFERED : hintForKind(kind, platform, retryAfter);
  const code = platformErrorCode(body);
  const requestId = headers['x-request-id'] ?? errorReference(body);
  const details: ErrorDetails = {
    status,
    retryable: status === 429 || status === 503 || isRetryableStatus(request.verb, status),
    uncertain: status >= 500 && !NOT_CARRIED_OUT.has(status) && request.verb !== 'GET',
    method: request.verb,
    path: filledPath(request),
    ...(hint !== undefined && { hint }),
    ...(code !== undefined && { code }),
    ...(retryAfter !== undefined && { retryAfterSeconds: retryAfter }),
    ...(requestId !== undefined && { requestId }),
  };
  return new CallError(kind, returnedStatus(platform.label, status, message), details);
}

function hintForKind(
  kind: ErrorKind,
  platform: PlatformLabel,
  retryAfter: number | undefined,
): string | undefined {
  switch (kind) {
    case 'unauthorized':
      return `Check ${platform.credentialVariable}: it may be mistyped, expired or issued for another server.`;
    case 'forbidden':
      return 'Ask the object’s owner for permission, or use an account that has it.';
    case 'rate_limited':
      return `Call again in ${retryAfter ?? 30} seconds.`;
    case 'invalid_input':
      return CORRECT_ARGUMENTS;
    default:
      return undefined;
  }
}

/** What the platform itself says: Civis's `errorDescription`, FastAPI's `detail`, or the first line. */
function platformMessage(body: unknown): string {
  if (typeof body === 'string') return firstLine(body);
  if (typeof body !== 'object' || body === null) return '';
  const { errorDescription, detail, error } = body as Record<string, unknown>;
  if (Array.isArray(detail)) return summarizeValidationErrors(detail);
  const message = [errorDescription, detail, error].find((value) => typeof value === 'string') ?? '';
  return firstLine(message).replace(/\.$/, '');
}

function summarizeValidationErrors(entries: readonly unknown[]): string {
  const rest =
    entries.length > MAX_VALIDATION_ERRORS ? `; and ${entries.length - MAX_VALIDATION_ERRORS} more` : '';
  return `${entries.slice(0, MAX_VALIDATION_ERRORS).map(describeValidationError).join('; ')}${rest}`;
}

/** One entry of FastAPI's list of validation errors: `email: value is not a valid email`. */
function describeValidationError(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return firstLine(String(entry));
  const { loc, msg } = entry as { loc?: unknown; msg?: unknown };
  const steps = (Array.isArray(loc) ? loc : []).filter(isStep);
  const field = steps.filter((step) => step !== 'body' && step !== 'query').join('.');
  const message = typeof msg === 'string' ? msg : 'is not valid';
  return firstLine(field === '' ? message : `${field}: ${message}`);
}

function isStep(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function platformErrorCode(body: unknown): string | undefined {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  return typeof error === 'string' ? firstLine(error) : undefined;
}

function errorReference(body: unknown): string | undefined {
  const reference =
    typeof body === 'object' && body !== null && 'reference' in body ? body.reference : undefined;
  return typeof reference === 'string' ? firstLine(reference) : undefined;
}

/** Seconds out of `Retry-After`, which holds seconds or a date. */
function parseRetryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, Math.ceil(seconds));
}
