import type { Dispatcher } from 'undici';
import { CallError } from '../errors.ts';
import { describeConnectionFailure } from './connection-errors.ts';
import { firstLine } from './response-body.ts';

/** Bytes of an error response that are read for its message. */
const MAX_ERROR_BYTES = 16 * 1024;
/** Statuses below 500 that may succeed later: too slow, too many. */
const RETRYABLE_CLIENT_ERRORS: readonly number[] = [408, 429];

/** The error for an error response of a storage. Only the host is named: the rest of a presigned URL is a secret. */
export async function storageResponseError(
  { host }: URL,
  { statusCode, body }: Dispatcher.ResponseData,
): Promise<CallError> {
  const storageSays = storageMessage(await readErrorText(body));
  const message = `The storage at ${host} answered ${statusCode}${storageSays === '' ? '' : `: ${JSON.stringify(storageSays)}`}.`;
  return new CallError(statusCode === 404 ? 'not_found' : 'platform_error', message, {
    status: statusCode,
    retryable: statusCode >= 500 || RETRYABLE_CLIENT_ERRORS.includes(statusCode),
    ...(statusCode === 403 && { hint: 'Its link may have run out: call again for a new one.' }),
  });
}

/** The error for a transfer that did not end: cancelled, refused by us, or broken on the way. */
export function transferError({ host }: URL, cause: unknown, signal: AbortSignal): CallError {
  if (signal.aborted) return new CallError('cancelled', 'The call was cancelled.');
  if (cause instanceof CallError) return cause;
  return new CallError('network', `The transfer with ${host} broke: ${describeConnectionFailure(cause)}.`, {
    retryable: true,
    hint: 'Check the network and any proxy, then call again.',
  });
}

async function readErrorText(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size >= MAX_ERROR_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_ERROR_BYTES).toString('utf8');
}

/** Object stores write their errors in XML. */
function storageMessage(text: string): string {
  return firstLine(/<Message>([^<]*)<\/Message>/.exec(text)?.[1] ?? text);
}
