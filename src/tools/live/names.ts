import { createHash } from 'node:crypto';
import type { PlatformName, Verb } from '../../client/interface.ts';
import { methodName } from '../define.ts';

/** Characters that every host takes in a tool's name. */
const LONGEST_NAME = 64;
const DIGITS = 6;

export interface Named {
  readonly name: string;
  readonly resource: string;
  readonly method: string;
}

/**
 * The name of a described operation, by the rule of the documented ones. One that is too long gives up its
 * middle for a few digits out of the whole name, so that it depends on nothing but itself.
 */
export function nameFor(platform: PlatformName, verb: Verb, path: string): Named {
  const resource = plain(path.split('/')[1] ?? '');
  const method = plain(methodName(verb, path));
  return { name: withinLimit(`${platform}_${resource}_${method}`), resource, method };
}

/** The name with digits out of the request line: what tells apart two operations of one name. */
export function distinctName({ name, verb, path }: { name: string; verb: Verb; path: string }): string {
  const digits = digitsOf(`${verb} ${path}`);
  return `${trim(name.slice(0, LONGEST_NAME - DIGITS - 1))}_${digits}`;
}

function withinLimit(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  const room = LONGEST_NAME - DIGITS - 2;
  const head = trim(name.slice(0, Math.ceil(room / 2)));
  const tail = trim(name.slice(name.length - Math.floor(room / 2)));
  return `${head}_${digitsOf(name)}_${tail}`;
}

function digitsOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, DIGITS);
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '_');
}

function trim(text: string): string {
  return text.replace(/^_+|_+$/g, '');
}
