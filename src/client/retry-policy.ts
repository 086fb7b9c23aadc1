import type { CallError } from '../errors.ts';
import type { Verb } from './interface.ts';

/**
 * When a request is sent again. A POST is repeated only where the platform says that it did nothing; a
 * PATCH never. Statuses as Civis states them for its own clients.
 *
 * undici's retry interceptor is not used: it resumes a partial response with a Range request, and keeps
 * waiting when the call has been aborted.
 */
export const RETRY_POLICY = {
  maxRetries: 3,
  statuses: {
    GET: [429, 502, 503, 504],
    PUT: [429, 502, 503, 504],
    DELETE: [429, 502, 503, 504],
    POST: [429, 503],
    PATCH: [],
  } as Readonly<Record<Verb, readonly number[]>>,
  /** Verbs that may be sent again after a connection broke before a response began. */
  idempotentVerbs: ['GET', 'PUT', 'DELETE'] as readonly Verb[],
  /** Longest first delay; each further one is twice as long, to the cap. The delay is drawn from 0 to it. */
  initialDelayMs: 400,
  maxDelayMs: 8_000,
} as const;

export function isRetryableStatus(verb: Verb, status: number): boolean {
  return RETRY_POLICY.statuses[verb].includes(status);
}

/** Full jitter, never earlier than the platform asks for. */
export function retryDelayMs(retries: number, failure: CallError): number {
  const maxDelay = Math.min(RETRY_POLICY.maxDelayMs, RETRY_POLICY.initialDelayMs * 2 ** retries);
  return Math.max(Math.random() * maxDelay, (failure.details.retryAfterSeconds ?? 0) * 1000);
}
