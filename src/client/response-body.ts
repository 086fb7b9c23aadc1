import type { Readable } from 'node:stream';
import { isInteger, isSafeNumber, parse } from 'lossless-json';
import { CallError } from '../errors.ts';

/** Most bytes of a response that are read. */
export const MAX_RESPONSE_BYTES = 32 * 1024 * 1024;

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
  return new CallError('too_large', `The answer is larger than ${maxBytes / 1024 / 1024} MB.`, {
    hint: 'Ask for less: a smaller limit, a narrower filter, or one object at a time.',
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
    throw new CallError('platform_error', `The answer is no JSON: ${firstLine(text)}`, {
      hint: 'Something other than the platform may have answered: check the endpoint and any proxy.',
    });
  }
}

function numberOrDigits(digits: string): number | string {
  return isInteger(digits) && !isSafeNumber(digits) ? digits : Number(digits);
}

export function firstLine(text: string): string {
  const line = text.trim().split(/[\r\n]/, 1)[0] ?? '';
  return line.length > MAX_FIRST_LINE ? `${line.slice(0, MAX_FIRST_LINE)}…` : line;
}
