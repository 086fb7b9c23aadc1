import { isObject } from '../json.ts';
import { cleanText } from '../tools/clean.ts';

/** Cleans every text of a value, and every key. */
export function cleanAll(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanAll);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), cleanAll(inner)]));
}
