import type { Readable } from 'node:stream';
import { isInteger, isSafeNumber, parse } from 'lossless-json';
import { CallError } from '../errors.ts';

/** Maximum number of bytes that are read of a response. */
export const MAX_RESPONSE_BYTES = 32 * 1024 * 1024;

const CHECK_SENDER = 'It may not come from the platform: check the endpoint and any proxy.';

/** A run of digits that may be an integer beyond 2^53. */
const LONG_DIGITS = /\d{16}/;
/** Characters of a platform's text that an error shows. */
const MAX_FIRST_LINE = 200;

/**
 * Reads a body to the cap; what is over it is not buffered.
 *
 * @throws CallError `too_large`
 */
export async function readResponseBody(
  body: Readable,
  declaredLength: string | undefined,
  maxBytes = MAX_RESPONSE_BYTES,
): Promise<Buffer> {
  if (Number(declaredLength ?? 0) > maxBytes) throw responseTooLargeError(body, maxBytes);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += (chunk as Buffer).length;
    if (size > maxBytes) throw responseTooLargeError(body, maxBytes);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function responseTooLargeError(body: Readable, maxBytes: number): CallError {
  // Nobody needs the rest: its connection is closed rather than drained.
  body.on('error', () => undefined).destroy();
  return new CallError('too_large', `The response is larger than ${maxBytes / 1024 / 1024} MB.`, {
    hint: 'Request less data: use a smaller limit or a narrower filter, or read one object at a time.',
  });
}

/**
 * The JSON in a body; `undefined` for an empty one. Integers that a double cannot hold become strings.
 *
 * @throws CallError `platform_error` that shows the first line of anything else.
 */
export function parseResponseJson(body: Buffer): unknown {
  const text = body.toString('utf8');
  if (text.trim() === '') return undefined;
  try {
    // Only a long run of digits needs the slower parser.
    return LONG_DIGITS.test(text) ? parse(text, undefined, numberOrDigits) : JSON.parse(text);
  } catch {
    throw new CallError(
      'platform_error',
      `The response is not valid JSON: ${JSON.stringify(firstLine(text))}.`,
      {
        hint: CHECK_SENDER,
      },
    );
  }
}

function numberOrDigits(digits: string): number | string {
  return isInteger(digits) && !isSafeNumber(digits) ? digits : Number(digits);
}

export function firstLine(text: string): string {
  const line = text.trim().split(/[\r\n]/, 1)[0] ?? '';
  return line.length > MAX_FIRST_LINE ? `${line.slice(0, MAX_FIRST_LINE)}…` : line;
}
