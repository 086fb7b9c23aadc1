import { setImmediate } from 'node:timers/promises';
import { type JsonOutline, MIN_LARGE_DIGITS, outlineJson, withLargeIntegersQuoted } from './json-outline.ts';

/** Larger texts are parsed in parts of this size, between which other calls are served. */
const PART_BYTES = 512 * 1024;
/** A run of digits that may be an integer beyond 2^53. */
const LONG_DIGITS = new RegExp(`\\d{${MIN_LARGE_DIGITS}}`);

export type ParsedJson = { readonly value: unknown } | 'too_many_values';

/**
 * The value of a JSON text; `undefined` for an empty one. Integers that a double cannot hold become strings. The
 * elements of a large list are parsed some at a time, so that nobody waits for the whole.
 *
 * @throws SyntaxError
 */
export async function parseJson(body: Buffer, maxValues: number): Promise<ParsedJson> {
  if (body.length <= PART_BYTES) {
    // Few texts have a long run of digits; the others need no second look.
    const text = body.toString('utf8');
    if (!LONG_DIGITS.test(text)) return { value: text.trim() === '' ? undefined : JSON.parse(text) };
  }
  const outline = await readOutline(body, maxValues);
  if (outline.values > maxValues) return 'too_many_values';
  if (outline.isEmpty) return { value: undefined };
  return {
    value:
      outline.splits.length === 0
        ? parsePart(body, 0, body.length, outline)
        : await parseParts(body, outline),
  };
}

async function readOutline(body: Buffer, maxValues: number): Promise<JsonOutline> {
  const steps = outlineJson(body, { maxValues, splitBytes: PART_BYTES });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await setImmediate();
  }
}

/** Each part becomes a list of its own, which is valid only if the whole is. */
async function parseParts(body: Buffer, outline: JsonOutline): Promise<unknown[]> {
  const elements: unknown[] = [];
  let start = 0;
  for (const end of [...outline.splits, body.length]) {
    const isFirst = start === 0;
    const isLast = end === body.length;
    const part = parsePart(body, start, end, outline, isFirst ? '' : '[', isLast ? '' : ']');
    if (!Array.isArray(part) || part.length === 0) throw new SyntaxError('A list has a comma too many.');
    for (const element of part) elements.push(element);
    start = end + 1;
    await setImmediate();
  }
  return elements;
}

function parsePart(
  body: Buffer,
  start: number,
  end: number,
  outline: JsonOutline,
  before = '',
  after = '',
): unknown {
  const text = withLargeIntegersQuoted(body, start, end, outline);
  return JSON.parse(before === '' && after === '' ? text : `${before}${text}${after}`);
}
