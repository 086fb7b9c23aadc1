import pMap from 'p-map';
import type { PlatformResponse } from '../client/interface.ts';
import { CallError } from '../errors.ts';
import { isObject } from '../json.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import type { Outcome } from '../tools/outcome.ts';
import { noCredential, setCredential } from '../wording.ts';
import { refuseTooDeep } from './present.ts';
import { type OperationCall, send, sendOnce } from './send.ts';

/** Requests of one call that are under way at once. */
const CONCURRENCY = 8;
/** Requests that one call may make. */
const MAX_REQUESTS = 1000;
/** What the catalogue shows instead of an e-mail address to a reader who may not see it. */
const MASKED_EMAIL = '******';

/** Reads each identifier, in order; for one that does not exist the platform's error is returned instead. */
export async function readEach(operation: Operation, call: OperationCall): Promise<Outcome> {
  const identifiers = call.args['identifiers'] as string[];
  const value = await inParallel(identifiers, call, async (identifier) => {
    const { body } = await send(operation, withArguments(call, { identifier }), {
      acceptedStatuses: [404],
    });
    return body;
  });
  return { value };
}

/** Lists in batches: the batches of `range(offset, offset + limit, batch_size)`, at once, in order. */
export async function listInBatches(operation: Operation, call: OperationCall): Promise<Outcome> {
  const { offset = 0, limit = 100, batch_size = 10 } = call.args as Record<string, number | undefined>;
  const count = Math.max(0, Math.ceil(limit / batch_size));
  // Before there is a list of them: its length is whatever a model wrote.
  refuseTooMany(count);
  const batches = Array.from({ length: count }, (_, position) => ({
    offset: offset + position * batch_size,
    limit: Math.min(batch_size, limit - position * batch_size),
  }));
  const value = await inParallel(batches, call, async (batch) => {
    const { body } = await send(operation, withArguments(call, batch));
    return body;
  });
  return { value: value.flat() };
}

/** Reads the metadata, replaces the given attributes and writes it back. Not atomic. */
export async function readMergeReplace(operation: Operation, call: OperationCall): Promise<Outcome> {
  if (!call.platform.hasCredential) {
    throw new CallError('not_configured', noCredential('AI-on-Demand'), {
      hint: `Nothing was read or written. ${setCredential('AIOD_ACCESS_TOKEN')}`,
    });
  }
  const current = await send({ ...operation, verb: 'GET', auth: 'optional' }, withoutBody(call));
  const { aiod_entry: _, ...attributes } = metadataIn(current);
  // It is sent back before it is presented.
  refuseTooDeep(attributes);
  const merged: Record<string, unknown> = { ...attributes, ...(call.args['metadata'] as Arguments) };
  refuseMaskedEmail(merged);
  call.report({ done: 1, total: 2, message: 'read; writing the merged metadata' });
  return sendOnce(operation, withArguments(call, { metadata: merged }));
}

function refuseTooMany(requests: number): void {
  if (requests <= MAX_REQUESTS) return;
  throw new CallError(
    'invalid_input',
    `this call requires ${requests} requests; the maximum is ${MAX_REQUESTS}.`,
    { hint: 'Request fewer items per call, or use larger batches.' },
  );
}

function inParallel<T>(
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

/** The call with these arguments beside its own: filters and the version. */
function withArguments(call: OperationCall, args: Arguments): OperationCall {
  return { ...call, args: { ...call.args, ...args } };
}

function withoutBody(call: OperationCall): OperationCall {
  const { metadata: _, ...args } = call.args;
  return { ...call, args };
}

function metadataIn({ body }: PlatformResponse): Record<string, unknown> {
  if (isObject(body)) return body;
  throw new CallError('platform_error', 'the catalogue did not return metadata, so nothing was written.');
}

/** Writing a mask back would destroy the address behind it. */
function refuseMaskedEmail(metadata: Record<string, unknown>): void {
  const { email } = metadata;
  if (Array.isArray(email) && email.includes(MASKED_EMAIL)) {
    throw new CallError(
      'forbidden',
      'this token is not allowed to see the contact’s e-mail addresses, and writing back the masked ones would destroy them.',
      {
        hint: 'Nothing was written. Provide the full email list in metadata, or use a token that may see it.',
      },
    );
  }
}
