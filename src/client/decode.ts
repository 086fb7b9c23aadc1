import type { Readable } from 'node:stream';
import { isInteger, isSafeNumber, parse } from 'lossless-json';
import { CallError } from '../errors.ts';
import { isDeeperThan } from '../json.ts';

/** Bytes of an answer that are read at the most. */
export const BODY_CAP = 32 * 1024 * 1024;

/** A run of digits that may be an integer beyond 2^53. */
const LONG_DIGITS = /\d{16}/;
/** Levels of nesting; Civis's own API description has less than half of them. */
const DEEPEST = 64;
/** Characters of an answer that is no JSON that its error shows. */
const SHOWN = 200;

/**
 * Reads a body to the cap; what is over it is not buffered.
 *
 * @throws CallError `too_large`
 */
export async function readBody(
  body: Readable,
  declaredLength: string | undefined,
  largest = BODY_CAP,
): Promise<Buffer> {
  if (Number(declaredLength ?? 0) > largest) throw tooLarge(body, largest);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += (chunk as Buffer).length;
    if (size > largest) throw tooLarge(body, largest);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function tooLarge(body: Readable, largest: number): CallError {
  // The rest of the answer is of no use; its connection is given up rather than drained.
  body.on('error', () => undefined).destroy();
  return new CallError('too_large', `The answer is larger than ${largest / 1024 / 1024} MB.`, {
    hint: 'Ask for less: a smaller limit, a narrower filter, or one object at a time.',
  });
}

/**
 * The JSON in a body; `undefined` for an empty one. Integers that a double cannot hold become strings.
 *
 * @throws CallError `platform_error` that shows the first line of anything else.
 */
export function parseJson(body: Buffer): unknown {
  const text = body.toString('utf8');
  if (text.trim() === '') return undefined;
  const value = parseText(text);
  if (isDeeperThan(DEEPEST, value))
    throw new CallError('platform_error', 'The answer is nested too deep to be one.');
  return value;
}

function parseText(text: string): unknown {
  try {
    // Only a long run of digits needs the slower parser.
    return LONG_DIGITS.test(text) ? parse(text, undefined, numberOrText) : JSON.parse(text);
  } catch {
    throw new CallError('platform_error', `The answer is no JSON: ${firstLine(text)}`, {
      hint: 'Something other than the platform may have answered: check the endpoint and any proxy.',
    });
  }
}

function numberOrText(digits: string): number | string {
  return isInteger(digits) && !isSafeNumber(digits) ? digits : Number(digits);
}

export function firstLine(text: string): string {
  const line = text.trim().split(/[\r\n]/, 1)[0] ?? '';
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}
