import type { CallError } from '../errors.ts';
import type { Verb } from './client.ts';

/**
 * When a request is sent again. A POST is repeated only where the platform says that it did nothing; a
 * PATCH never. Statuses as Civis states them for its own clients.
 *
 * undici's retry interceptor is not used: it resumes a half answer with a Range request, and waits on
 * when the call has been aborted.
 */
export const RETRY = {
  maxRetries: 3,
  statuses: {
    GET: [429, 502, 503, 504],
    PUT: [429, 502, 503, 504],
    DELETE: [429, 502, 503, 504],
    POST: [429, 503],
    PATCH: [],
  } as Readonly<Record<Verb, readonly number[]>>,
  /** Verbs that may be sent again after a connection broke before an answer began. */
  afterBreak: ['GET', 'PUT', 'DELETE'] as readonly Verb[],
  /** Longest first wait; each further one is twice as long, to the cap. The wait is drawn from 0 to it. */
  firstWaitMs: 400,
  longestWaitMs: 8_000,
} as const;

export function mayRetryStatus(verb: Verb, status: number): boolean {
  return RETRY.statuses[verb].includes(status);
}

/** Full jitter, never earlier than the platform asks for. */
export function waitBeforeRetry(retries: number, failure: CallError): number {
  const longest = Math.min(RETRY.longestWaitMs, RETRY.firstWaitMs * 2 ** retries);
  return Math.max(Math.random() * longest, (failure.details.retryAfterSeconds ?? 0) * 1000);
}
