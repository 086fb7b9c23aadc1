/** What a JSON text is made of, as far as that shows without parsing it. */
export interface JsonOutline {
  /** Whether it holds nothing but blanks. */
  readonly isEmpty: boolean;
  /** Elements and containers: commas and opening brackets outside of texts. */
  readonly values: number;
  /** Commas between the elements of a list, no nearer to each other than asked for; none where the text is no list. */
  readonly splits: readonly number[];
  /** Begin and end of each integer that a double cannot hold, one after the other. */
  readonly largeIntegers: readonly number[];
}

/** Digits of the shortest integer beyond 2^53. */
export const MIN_LARGE_DIGITS = 16;
/** Bytes between two looks at whether others wait: some milliseconds of work. */
const STEP_BYTES = 2 * 1024 * 1024;

const [QUOTE = 0, BACKSLASH = 0, COMMA = 0, MINUS = 0, ZERO = 0, NINE = 0] = Buffer.from('"\\,-09');
const BLANKS: ReadonlySet<number> = new Set(Buffer.from(' \t\r\n'));
const [OPEN_LIST = 0, CLOSE_LIST = 0, OPEN_OBJECT = 0, CLOSE_OBJECT = 0] = Buffer.from('[]{}');

/**
 * Reads the outline of a JSON text, and stops where it has more values than allowed. A generator, so that the
 * caller can let others work between its steps.
 */
export function* outlineJson(
  body: Buffer,
  { maxValues, splitBytes }: { readonly maxValues: number; readonly splitBytes: number },
): Generator<undefined, JsonOutline> {
  const splits: number[] = [];
  const largeIntegers: number[] = [];
  let position = skipBlanks(body);
  const isEmpty = position === body.length;
  const isList = body[position] === OPEN_LIST;
  let values = 0;
  let depth = 0;
  let lastSplit = position;
  let nextPause = STEP_BYTES;
  while (position < body.length && values <= maxValues) {
    const byte = body[position] as number;
    if (byte === QUOTE) position = endOfText(body, position);
    else if (byte === COMMA) {
      values += 1;
      if (isList && depth === 1 && position - lastSplit >= splitBytes) {
        splits.push(position);
        lastSplit = position;
      }
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      values += 1;
      depth += 1;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
    else if (byte === MINUS || isDigit(byte)) {
      const end = endOfNumber(body, position);
      if (end - position >= MIN_LARGE_DIGITS && isLargeInteger(body.toString('latin1', position, end))) {
        largeIntegers.push(position, end);
      }
      position = end - 1;
    }
    position += 1;
    if (position >= nextPause) {
      nextPause = position + STEP_BYTES;
      yield;
    }
  }
  return { isEmpty, values, splits, largeIntegers };
}

/** A part of a JSON text in which the integers that a double cannot hold are texts. */
export function withLargeIntegersQuoted(
  body: Buffer,
  start: number,
  end: number,
  { largeIntegers }: JsonOutline,
): string {
  const parts: string[] = [];
  let done = start;
  for (let at = firstFrom(largeIntegers, start); at < largeIntegers.length; at += 2) {
    const [from = end, to = end] = largeIntegers.slice(at, at + 2);
    if (from >= end) break;
    parts.push(body.toString('utf8', done, from), '"', body.toString('latin1', from, to), '"');
    done = to;
  }
  parts.push(body.toString('utf8', done, end));
  return parts.join('');
}

/** The index of the first pair that begins at this position or later. */
function firstFrom(pairs: readonly number[], position: number): number {
  let low = 0;
  let high = pairs.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pairs[2 * middle] ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return 2 * low;
}

function skipBlanks(body: Buffer): number {
  let position = 0;
  while (BLANKS.has(body[position] ?? 0)) position += 1;
  return position;
}

/** The place of the quote that ends a text; the end of all where there is none. */
function endOfText(body: Buffer, start: number): number {
  let position = start + 1;
  while (position < body.length && body[position] !== QUOTE) position += body[position] === BACKSLASH ? 2 : 1;
  return position;
}

/** The end of digits, signs, point and exponent: what a number consists of. */
function endOfNumber(body: Buffer, start: number): number {
  let position = start + 1;
  while (position < body.length && isPartOfNumber(body[position] as number)) position += 1;
  return position;
}

const NUMBER_PARTS = new Set(Buffer.from('+-.eE'));

function isPartOfNumber(byte: number): boolean {
  return isDigit(byte) || NUMBER_PARTS.has(byte);
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

function isLargeInteger(token: string): boolean {
  return /^-?[1-9]\d*$/.test(token) && !Number.isSafeInteger(Number(token));
}
