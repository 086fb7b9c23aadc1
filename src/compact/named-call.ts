import { joined, objectOf, UNLISTED } from '../dispatch/unwrap-arguments.ts';
import { CallError } from '../errors.ts';
import { isObject } from '../json.ts';
import type { Arguments } from '../tools/operation.ts';
import { isRequired, mustBe, wasNotCalled } from '../wording.ts';

/** What models call the name of an operation. */
const NAME_KEYS = ['name', 'operation', 'tool', 'tool_name', 'operation_name'];
const ARGUMENTS = 'arguments';

/** An operation and its arguments, as a call of `operations_read` or `operations_change` gives them. */
export interface NamedCall {
  readonly name: string;
  /** An object where it could be understood as one. */
  readonly args: unknown;
}

/**
 * Reads the name and the arguments out of what was given, also where the name is called differently, or arguments
 * stand beside it. `knows` tells the name of an operation from an argument that is called `name`.
 *
 * @throws CallError `invalid_input` that shows the form.
 */
export function readNamedCall(tool: string, given: unknown, knows: (name: string) => boolean): NamedCall {
  if (!isObject(given)) throw wrongForm(tool, mustBe('the input', 'an object'), []);
  const key = nameKeyOf(given, knows);
  const inner = key === undefined ? wholeCallIn(given) : undefined;
  if (inner !== undefined) return readNamedCall(tool, inner, knows);
  const name = key === undefined ? undefined : given[key];
  if (key === undefined || typeof name !== 'string') {
    const value = given['name'];
    const got = value === undefined ? isRequired('name', 'string') : mustBe('name', 'a string');
    throw wrongForm(tool, got, ['name']);
  }
  const { [key]: _, ...rest } = given;
  if (!Object.hasOwn(rest, ARGUMENTS)) return { name, args: rest };
  const { [ARGUMENTS]: wrapped, ...beside } = rest;
  const inside = objectOf(wrapped);
  if (inside === undefined) return { name, args: wrapped };
  const args = joined(withoutRepeated(beside, inside), inside);
  if (args !== undefined) return { name, args };
  const twice = Object.keys(beside).filter((each) => Object.hasOwn(inside, each));
  throw wrongForm(tool, `${twice.join(', ')} has one value in arguments and another one next to it`, [
    ARGUMENTS,
  ]);
}

/** The first key whose text is a known name, or else the first with a text. */
function nameKeyOf(given: Arguments, knows: (name: string) => boolean): string | undefined {
  const texts = NAME_KEYS.filter((key) => typeof given[key] === 'string');
  return texts.find((key) => knows(String(given[key]))) ?? texts[0];
}

/** The call that is the only value, under whatever name. */
function wholeCallIn(given: Arguments): Arguments | undefined {
  const [only, ...others] = Object.values(given);
  const inner = others.length === 0 ? objectOf(only) : undefined;
  return inner !== undefined && NAME_KEYS.some((key) => typeof inner[key] === 'string') ? inner : undefined;
}

/** Without what says the same as in the arguments, or belongs to both places. */
function withoutRepeated(beside: Arguments, inside: Arguments): Arguments {
  const isRepeated = (name: string, value: unknown) =>
    Object.hasOwn(inside, name) &&
    (UNLISTED.includes(name) || JSON.stringify(inside[name]) === JSON.stringify(value));
  return Object.fromEntries(Object.entries(beside).filter(([name, value]) => !isRepeated(name, value)));
}

function wrongForm(tool: string, clause: string, faulty: readonly string[]): CallError {
  const form = JSON.stringify({ name: 'civis_jobs_list', arguments: { limit: 5 } });
  return new CallError('invalid_input', wasNotCalled(tool, clause), {
    hint: `Call it in this form: ${form}.`,
    faulty,
  });
}
