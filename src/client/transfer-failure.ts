import type { Dispatcher } from 'undici';
import { CallError } from '../errors.ts';
import { firstLine } from './decode.ts';
import { reasonOf } from './failure.ts';

/** Bytes of a refusal that are read for its words. */
const WORDS = 16 * 1024;
/** Statuses below 500 that may pass: too slow, too many. */
const PASSING: readonly number[] = [408, 429];

/** The error that a storage's refusal is. Only the host is named: the rest of a link is a secret. */
export async function refusedTransfer(
  { host }: URL,
  { statusCode, body }: Dispatcher.ResponseData,
): Promise<CallError> {
  const said = wordsOf(await readStart(body));
  const message = `The storage at ${host} answered ${statusCode}${said === '' ? '' : `: ${JSON.stringify(said)}`}.`;
  return new CallError(statusCode === 404 ? 'not_found' : 'platform_error', message, {
    status: statusCode,
    retryable: statusCode >= 500 || PASSING.includes(statusCode),
    hint: statusCode === 403 ? 'Its link may have run out: call again for a new one.' : undefined,
  });
}

/** The error that a transfer without an end is: cancelled, refused by us, or broken on the way. */
export function brokenTransfer({ host }: URL, cause: unknown, signal: AbortSignal): CallError {
  if (signal.aborted) return new CallError('cancelled', 'The call was cancelled.');
  if (cause instanceof CallError) return cause;
  return new CallError('network', `The transfer with ${host} broke: ${reasonOf(cause)}.`, {
    retryable: true,
    hint: 'Check the network and any proxy, then call again.',
  });
}

async function readStart(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size >= WORDS) break;
  }
  return Buffer.concat(chunks).subarray(0, WORDS).toString('utf8');
}

/** Object stores word their refusals in XML. */
function wordsOf(text: string): string {
  return firstLine(/<Message>([^<]*)<\/Message>/.exec(text)?.[1] ?? text);
}
