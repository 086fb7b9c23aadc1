import { CallError } from '../errors.ts';
import { isDeeperThan, isObject } from '../json.ts';
import { violationsOf } from '../tools/constraints.ts';
import type { Arguments, ValidatedTool } from '../tools/operation.ts';
import { describeJsonType, violationsOfIssue } from './argument-errors.ts';
import { coerce } from './coerce.ts';

/** Levels that no documented argument comes near; deeper values exhaust the stack of whoever walks them. */
const MAX_DEPTH = 64;

/**
 * Coerces and validates the arguments of a call.
 *
 * @throws CallError `invalid_input` that names every violation at once: the parameter, its value, what is expected.
 */
export function validateArguments(tool: ValidatedTool, given: unknown): Arguments {
  if (!isObject(given)) {
    throw new CallError(
      'invalid_input',
      `${tool.name} takes an object of arguments, not ${describeJsonType(given)}.`,
    );
  }
  const coerced = coerce(tool.input, withoutEmptyFilters(tool, given));
  if (isDeeperThan(MAX_DEPTH, coerced)) {
    throw new CallError('invalid_input', `${tool.name} takes at most ${MAX_DEPTH} levels of nesting.`);
  }
  const parsed = tool.input.safeParse(coerced);
  const violated = isObject(coerced) ? violationsOf(tool.constraints, coerced) : [];
  if (parsed.success && violated.length === 0) return parsed.data;
  const issues = parsed.error?.issues ?? [];
  const violations = [
    ...issues.flatMap((issue) => violationsOfIssue(issue, tool.input, coerced)),
    ...violated,
  ];
  throw new CallError(
    'invalid_input',
    `${tool.name} was not called: ${violations.map(({ message }) => message).join('; ')}.`,
    {
      hint: 'Correct the arguments and call again.',
      faulty: violations.flatMap(({ parameters }) => parameters),
    },
  );
}

/** "" in a query is a filter left open; in a body it may be the text that is meant. */
function withoutEmptyFilters(tool: ValidatedTool, given: Arguments): Arguments {
  const filters = tool.params.filter((param) => param.in === 'query' && !param.required);
  const open = new Set(filters.filter(({ name }) => given[name] === '').map(({ name }) => name));
  return Object.fromEntries(Object.entries(given).filter(([name]) => !open.has(name)));
}
