import { createHash } from 'node:crypto';
import type { PlatformName, Verb } from '../../client/interface.ts';
import { methodName } from '../tool-names.ts';

/** Length of a tool's name that every host accepts. */
const MAX_NAME_LENGTH = 64;
const HASH_DIGITS = 6;

export interface OperationName {
  readonly name: string;
  readonly resource: string;
  readonly method: string;
}

/**
 * Names a described operation by the rule of the documented ones. In a name that is too long, digits of its
 * hash replace the middle, so that it depends on nothing else.
 */
export function operationName(platform: PlatformName, verb: Verb, path: string): OperationName {
  const resource = toNamePart(path.split('/')[1] ?? '');
  const method = toNamePart(methodName(verb, path));
  return { name: shortenName(`${platform}_${resource}_${method}`), resource, method };
}

/** The name with digits of the request's hash, which distinguish it from other operations of that name. */
export function distinctName({ name, verb, path }: { name: string; verb: Verb; path: string }): string {
  const digits = hashDigits(`${verb} ${path}`);
  return `${trimUnderscores(name.slice(0, MAX_NAME_LENGTH - HASH_DIGITS - 1))}_${digits}`;
}

function shortenName(name: string): string {
  if (name.length <= MAX_NAME_LENGTH) return name;
  const room = MAX_NAME_LENGTH - HASH_DIGITS - 2;
  const head = trimUnderscores(name.slice(0, Math.ceil(room / 2)));
  const tail = trimUnderscores(name.slice(name.length - Math.floor(room / 2)));
  return `${head}_${hashDigits(name)}_${tail}`;
}

function hashDigits(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_DIGITS);
}

function toNamePart(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '_');
}

function trimUnderscores(text: string): string {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1) === '_') end -= 1;
  return text.slice(0, end).replace(/^_+/, '');
}
