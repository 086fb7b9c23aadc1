import { randomUUID } from 'node:crypto';

/** Marks an integer in a text until its quotes are taken away; no value can contain it, since nobody knows it. */
const MARK = `integer-${randomUUID()}:`;
const MARKED_INTEGER = new RegExp(`"${MARK}(-?\\d+)"`, 'g');

/** The JSON of a request's body. A bigint is an integer that a double cannot hold, and is written with all its digits. */
export function encodeJson(value: unknown): string {
  let hasLarge = false;
  const json = JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'bigint') return inner;
    hasLarge = true;
    return `${MARK}${inner}`;
  });
  return hasLarge ? json.replace(MARKED_INTEGER, '$1') : json;
}
