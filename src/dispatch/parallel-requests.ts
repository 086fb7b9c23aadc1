import pMap from 'p-map';
import { CallError } from '../errors.ts';
import type { OperationCall } from './send.ts';

/** Requests of one call that are under way at once. */
const CONCURRENCY = 8;
/** Requests that one call may make. */
const MAX_REQUESTS = 1000;

/** @throws CallError `invalid_input` */
export function refuseTooMany(requests: number): void {
  if (requests <= MAX_REQUESTS) return;
  throw new CallError(
    'invalid_input',
    `this call requires ${requests} requests; the maximum is ${MAX_REQUESTS}.`,
    { hint: 'Request fewer items per call, or use larger batches.' },
  );
}

/** Reads every item, several at once; the results are in the order of the items. */
export function inParallel<T>(
  items: readonly T[],
  call: OperationCall,
  read: (item: T) => Promise<unknown>,
): Promise<unknown[]> {
  refuseTooMany(items.length);
  let done = 0;
  const counted = async (item: T): Promise<unknown> => {
    const value = await read(item);
    done += 1;
    call.report({ done, total: items.length, message: `${done} of ${items.length} requests` });
    return value;
  };
  return pMap(items, counted, { concurrency: CONCURRENCY });
}
