import pMap from 'p-map';
import type { PlatformResponse } from '../../client/interface.ts';
import { CallError } from '../../errors.ts';
import { isObject } from '../../json.ts';
import { send, sendOnce } from '../dispatch.ts';
import type { Arguments, Call, Operation } from '../operation.ts';
import { pickFields } from '../pick.ts';
import { toTable } from './pandas.ts';

/** Requests of one call that are under way at once. */
const CONCURRENCY = 8;
/** Requests that one call may make. */
const MOST_REQUESTS = 1000;
/** What the catalogue shows in place of an e-mail address to a reader without the right to see it. */
const MASK = '******';

type Run = NonNullable<Operation['run']>;

/** Answers as a table where `data_format` is `pandas`. */
export function inDataFormat(run: Run): Run {
  return async (operation, call) => {
    const outcome = await run(operation, call);
    if (call.args['data_format'] !== 'pandas') return outcome;
    const picked = pickFields(outcome, call.args['fields']);
    return { ...picked, value: toTable(picked.value) };
  };
}

/** One request, with the documented defaults that the platform expects to be sent. */
export function withDefaults(defaults: Arguments): Run {
  return (operation, call) => sendOnce(operation, { ...call, args: { ...defaults, ...call.args } });
}

/** Reads each identifier, in order; one that is not there leaves the platform's answer in its place. */
export const readEach: Run = async (operation, call) => {
  const identifiers = call.args['identifiers'] as string[];
  const value = await inParallel(identifiers, call, async (identifier) => {
    const answer = await send(operation, withArgs(call, { identifier }), { acceptedStatuses: [404] });
    return answer.body;
  });
  return { value };
};

/** Lists in batches: the batches of `range(offset, offset + limit, batch_size)`, at once, in order. */
export const listInBatches: Run = async (operation, call) => {
  const { offset = 0, limit = 100, batch_size = 10 } = call.args as Record<string, number | undefined>;
  const count = Math.max(0, Math.ceil(limit / batch_size));
  // Before there is a list of them: its length is whatever a model wrote.
  refuseTooMany(count);
  const batches = Array.from({ length: count }, (_, position) => ({
    offset: offset + position * batch_size,
    limit: Math.min(batch_size, limit - position * batch_size),
  }));
  const value = await inParallel(batches, call, async (batch) => {
    const answer = await send(operation, withArgs(call, batch));
    return answer.body;
  });
  return { value: value.flat() };
};

/** The metadata as it stands, with the given attributes put in its place, written back. Not atomic. */
export const readMergeReplace: Run = async (operation, call) => {
  if (!call.platform.hasCredential) {
    throw new CallError('not_configured', 'updating needs an AI-on-Demand token, and none is set.', {
      hint: 'Set AIOD_ACCESS_TOKEN where the server is started; --sandbox needs none. Nothing was read or written.',
    });
  }
  const current = await send({ ...operation, verb: 'GET', auth: 'optional' }, withoutBody(call));
  const { aiod_entry: _, ...attributes } = asMetadata(current);
  const merged: Record<string, unknown> = { ...attributes, ...(call.args['metadata'] as Arguments) };
  refuseMask(merged);
  call.report({ done: 1, total: 2, message: 'read; writing the merged metadata' });
  return sendOnce(operation, withArgs(call, { ...call.args, metadata: merged }));
};

/** Delivers text as text and anything else as base64. */
export const readContent: Run = async (operation, call) => {
  const answer = await send(operation, call);
  const bytes = Buffer.isBuffer(answer.body) ? answer.body : Buffer.alloc(0);
  if (bytes.length === 0) return { value: undefined };
  const text = asText(bytes);
  if (text !== undefined) return { value: text };
  const content_type = answer.headers['content-type'] ?? 'application/octet-stream';
  return { value: { content_type, size_bytes: bytes.length, base64: bytes.toString('base64') } };
};

function asText(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

function refuseTooMany(requests: number): void {
  if (requests <= MOST_REQUESTS) return;
  throw new CallError(
    'invalid_input',
    `that takes ${requests} requests; one call makes at most ${MOST_REQUESTS}.`,
    { hint: 'Ask for less at once, or in larger batches.' },
  );
}

function inParallel<T>(
  items: readonly T[],
  call: Call,
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

/** The call with these arguments, and the version that it was given. */
function withArgs(call: Call, args: Arguments): Call {
  const { version } = call.args;
  return { ...call, args: version === undefined ? args : { ...args, version } };
}

function withoutBody(call: Call): Call {
  const { metadata: _, ...args } = call.args;
  return { ...call, args };
}

function asMetadata({ body }: PlatformResponse): Record<string, unknown> {
  if (isObject(body)) return body;
  throw new CallError('platform_error', 'the catalogue answered no metadata, so nothing was written.');
}

/** Writing a mask back would destroy the address behind it. */
function refuseMask(metadata: Record<string, unknown>): void {
  const { email } = metadata;
  if (Array.isArray(email) && email.includes(MASK)) {
    throw new CallError(
      'forbidden',
      'this token sees the contact’s e-mail masked, and writing the mask back would destroy it.',
      {
        hint: 'Give the full email list in metadata, or use a token that may see it; nothing was written.',
      },
    );
  }
}
