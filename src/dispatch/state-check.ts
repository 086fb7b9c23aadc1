import { CallError } from '../errors.ts';
import type { Arguments } from '../tools/operation.ts';
import type { Loss } from './loss.ts';
import type { ReadObject } from './object-reader.ts';

/** Finds out by reading what a call takes away in the present state; null if nothing. */
export type StateCheck = (args: Arguments, read: ReadObject) => Promise<Loss | null>;

/** Failures after which the call itself cannot be sent either, so that nobody is asked about it. */
const NEVER_SENT: readonly string[] = ['not_configured', 'unauthorized'];

/** What was read, or the error with which reading failed. */
export function readOrError<T>(reading: Promise<T>): Promise<T | CallError> {
  return reading.catch((cause: unknown) => {
    if (cause instanceof CallError && !NEVER_SENT.includes(cause.kind)) return cause;
    throw cause;
  });
}

/** Whatever cannot be read is taken for lost: `what` is a clause such as `What this clears`. */
export function uncheckedLoss(what: string, { kind, message }: CallError): Loss {
  // The platform's message may differ each time, and is not part of what is confirmed.
  const why = kind === 'cancelled' ? 'Reading took too long.' : message;
  return { says: `${what} could not be checked`, grade: 'irreversible', advice: why };
}
