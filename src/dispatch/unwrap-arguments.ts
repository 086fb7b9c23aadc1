import type * as z from 'zod';
import { isObject } from '../json.ts';
import { FORMER_PARAMETERS } from '../tools/catalogue/tool-aliases.ts';
import type { Arguments } from '../tools/operation.ts';
import { schemaDefinition } from '../tools/schema-definition.ts';
import { CONFIRM_TOKEN } from './confirmation.ts';
import { SAVE_AS } from './save-result.ts';
import type { Tool } from './tool-catalogue.ts';

/** Names under which models put the arguments one level too deep. */
const WRAPPERS = ['arguments', 'args', 'parameters', 'params', 'input'];
/** Wrappers within wrappers that are taken off. */
const MAX_WRAPPERS = 2;
/** What every tool takes and no schema lists. */
export const UNLISTED: readonly string[] = [CONFIRM_TOKEN, SAVE_AS];

/**
 * Puts arguments where the tool takes them, if they can mean only one thing: out of a wrapper that is no parameter
 * of the tool, attributes of a record into the parameter that holds them, and former names to those of today.
 */
export function unwrapArguments(tool: Tool, given: unknown): unknown {
  let args = given;
  for (let level = 0; level < MAX_WRAPPERS; level += 1) args = withoutWrapper(tool, args);
  return isObject(args) ? withAttributesInside(tool, withPresentNames(tool, args)) : args;
}

/** The arguments under the names that the parameters have now; one that is given twice is left to validation. */
function withPresentNames({ name }: Tool, given: Arguments): Arguments {
  const former = FORMER_PARAMETERS.get(name);
  if (former === undefined) return given;
  const entries = Object.entries(given).map(([key, value]): [string, unknown] => {
    const now = Object.hasOwn(former, key) ? former[key] : undefined;
    return [now === undefined || Object.hasOwn(given, now) ? key : now, value];
  });
  return Object.fromEntries(entries);
}

/** The arguments that are in a wrapper, with those beside it. */
export function withoutWrapper({ input }: Pick<Tool, 'input'>, given: unknown): unknown {
  if (!isObject(given)) return given;
  const found = WRAPPERS.filter((name) => Object.hasOwn(given, name));
  // Most calls have none, and are not looked at further.
  const [wrapper, ...others] = found.filter((name) => !Object.hasOwn(input.shape, name));
  if (wrapper === undefined || others.length > 0) return given;
  const { [wrapper]: wrapped, ...beside } = given;
  const inner = objectOf(wrapped);
  return inner === undefined ? given : (joined(beside, inner) ?? given);
}

function withAttributesInside(tool: Tool, given: Arguments): Arguments {
  const record = tool.params.find(({ in: place, wireName }) => place === 'body' && wireName === null);
  if (record === undefined) return given;
  const attributes = keysOf(record.schema);
  const stray = Object.keys(given).filter(
    (name) => !Object.hasOwn(tool.input.shape, name) && attributes.has(name) && !UNLISTED.includes(name),
  );
  if (stray.length === 0) return given;
  const inside = objectOf(given[record.name]);
  const isStray = ([name]: readonly [string, unknown]) => stray.includes(name);
  const moved = Object.fromEntries(Object.entries(given).filter(isStray));
  const rest = Object.fromEntries(Object.entries(given).filter((entry) => !isStray(entry)));
  const whole = inside && joined(inside, moved);
  return whole === undefined ? given : { ...rest, [record.name]: whole };
}

/** Both together; undefined if both have a value of the same name, and it is not known which is meant. */
export function joined(one: Arguments, other: Arguments): Arguments | undefined {
  const isTwice = Object.keys(one).some((name) => Object.hasOwn(other, name));
  return isTwice ? undefined : { ...one, ...other };
}

/** An object, also as JSON text; an empty one for nothing. */
export function objectOf(value: unknown): Arguments | undefined {
  if (value === undefined || value === null || value === '') return {};
  if (isObject(value)) return value;
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    // It stays what it is: a text, for validation to refuse.
    return undefined;
  }
}

function keysOf(schema: z.ZodType): ReadonlySet<string> {
  const def = schemaDefinition(schema);
  if (def.type === 'optional' || def.type === 'nullable') return keysOf(def.innerType as z.ZodType);
  return new Set(def.type === 'object' ? Object.keys(def.shape) : []);
}
