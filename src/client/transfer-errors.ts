import type { Dispatcher } from 'undici';
import { CallError } from '../errors.ts';
import { CALL_CANCELLED, checkConnection, RETRY_OR_LONGER_TIMEOUT, returnedStatus } from '../wording.ts';
import { describeConnectionFailure, isTimeout } from './connection-errors.ts';
import type { Protect } from './interface.ts';
import { firstLine } from './response-body.ts';

/** Bytes of an error response that are read for its message. */
const MAX_ERROR_BYTES = 16 * 1024;
/** Statuses below 500 that may succeed later: too slow, too many. */
const RETRYABLE_CLIENT_ERRORS: readonly number[] = [408, 429];

/** The error for an error response of a storage. Only the host is named: the rest of a presigned URL is a secret. */
export async function storageResponseError(
  { host }: URL,
  { statusCode, body }: Dispatcher.ResponseData,
  protect: Protect,
): Promise<CallError> {
  const storageSays = storageMessage(String(protect(await readErrorText(body))));
  const message = returnedStatus(`The file storage at ${host}`, statusCode, storageSays);
  return new CallError(statusCode === 404 ? 'not_found' : 'platform_error', message, {
    status: statusCode,
    retryable: statusCode >= 500 || RETRYABLE_CLIENT_ERRORS.includes(statusCode),
    ...(statusCode === 403 && { hint: 'The link may have expired: call again to get a new one.' }),
  });
}

/** The error for a transfer that did not succeed: cancelled, refused by this server, stalled or interrupted. */
export function transferError({ host }: URL, cause: unknown, signal: AbortSignal): CallError {
  if (signal.aborted) return new CallError('cancelled', CALL_CANCELLED);
  if (cause instanceof CallError) return cause;
  if (isTimeout(cause)) {
    return new CallError(
      'timeout',
      `The file transfer with ${host} stalled: no data was sent or received in time.`,
      { retryable: true, hint: RETRY_OR_LONGER_TIMEOUT },
    );
  }
  return new CallError(
    'network',
    `The file transfer with ${host} failed: ${describeConnectionFailure(cause)}.`,
    {
      retryable: true,
      hint: checkConnection(),
    },
  );
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
