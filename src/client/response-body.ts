import { CallError } from '../errors.ts';
import { sanitizeText } from '../sanitize-text.ts';
import type { Protect } from './interface.ts';
import { parseJson } from './parse-json.ts';
import type { BodyUse } from './send-request.ts';

/** Maximum number of bytes that are read of a response. */
const MAX_RESPONSE_BYTES = 32 * 1024 * 1024;

const REQUEST_LESS =
  'Request less data: use a smaller limit or a narrower filter, or read one object at a time.';
const CHECK_SENDER = 'It may not come from the platform: check the endpoint and any proxy.';

/** Bytes of an error response that are read, for its message. */
const MAX_ERROR_BYTES = 64 * 1024;

/** Values that a response may hold: each takes a hundred bytes of memory and more, however short it is. */
const MAX_VALUES = 1_000_000;

/** Bytes of a body that is not JSON which are looked at for its first line. */
const MAX_QUOTED_BYTES = 16 * 1024;
/** Characters of a platform's text that an error shows. */
const MAX_FIRST_LINE = 200;

/** An error response is read for its message alone. */
export const ERROR_BODY: BodyUse = { as: 'beginning', maxBytes: MAX_ERROR_BYTES };

/**
 * A body that is read to the cap; what is over it is not buffered.
 *
 * @throws CallError `too_large` where its declared length is over the cap.
 */
export function wholeBody(declaredLength: string | undefined, maxBytes = MAX_RESPONSE_BYTES): BodyUse {
  const tooLarge = () =>
    new CallError('too_large', `The response is larger than ${maxBytes / 1024 / 1024} MB.`, {
      hint: REQUEST_LESS,
    });
  if (Number(declaredLength ?? 0) > maxBytes) throw tooLarge();
  return { as: 'whole', maxBytes, tooLarge };
}

/**
 * The JSON in a body; `undefined` for an empty one. Integers that a double cannot hold become strings.
 *
 * @throws CallError `platform_error` that shows the first line of anything else.
 */
export async function parseResponseJson(body: Buffer, protect: Protect): Promise<unknown> {
  const parsed = await parseJson(body, MAX_VALUES).catch((cause: unknown) => {
    if (!(cause instanceof SyntaxError)) throw cause;
    const line = firstLine(String(protect(body.toString('utf8', 0, MAX_QUOTED_BYTES))));
    throw new CallError('platform_error', `The response is not valid JSON: ${JSON.stringify(line)}.`, {
      hint: CHECK_SENDER,
    });
  });
  if (parsed === 'too_many_values') {
    throw new CallError('too_large', 'The response holds more than 1,000,000 values.', {
      hint: REQUEST_LESS,
    });
  }
  return parsed.value;
}

/** The first line of what a server says, as an error shows it: short, and cleaned before it stands in quotes. */
export function firstLine(text: string): string {
  const line =
    sanitizeText(text)
      .trim()
      .split(/[\r\n]/, 1)[0] ?? '';
  return line.length > MAX_FIRST_LINE ? `${line.slice(0, MAX_FIRST_LINE)}…` : line;
}
