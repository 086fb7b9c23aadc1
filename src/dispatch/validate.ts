import { CallError } from '../errors.ts';
import { isDeeperThan, isObject } from '../json.ts';
import { violationsOf } from '../tools/constraints.ts';
import type { Arguments, ValidatedTool } from '../tools/operation.ts';
import { CORRECT_ARGUMENTS, mustBe, wasNotCalled } from '../wording.ts';
import { jsonTypeName, MAX_VIOLATIONS, violationsOfIssue } from './argument-errors.ts';
import { coerce, type Note } from './coerce.ts';
import { refuseMasked } from './masked-values.ts';
import { findByNameHints, type KindsOf } from './name-given-for-id.ts';

/** Far more levels than any documented argument has; deeper values exhaust the stack of the code that walks them. */
const MAX_DEPTH = 64;

/** Sentences about coerced values that one call yields: a list may hold any number of them. */
const MAX_NOTICES = 20;

/** What else there is to know for validation. */
export interface ValidationOptions {
  /** Told what was understood differently from how it was written. */
  readonly note?: Note;
  /** The operation that needs only some of the arguments; asked for where some are missing. */
  readonly findPartialUpdate?: () => ValidatedTool | undefined;
  /** The kinds of the object that a parameter takes the id of, where civis_find finds them. */
  readonly kindsOf?: KindsOf;
}

/**
 * Coerces and validates the arguments of a call, and refuses masks in place of values.
 *
 * @throws CallError `invalid_input` that names every violation at once: the parameter, its value, what is expected.
 */
export function validateArguments(
  tool: ValidatedTool,
  given: unknown,
  { note = () => undefined, findPartialUpdate, kindsOf = () => [] }: ValidationOptions = {},
): Arguments {
  if (!isObject(given)) {
    throw new CallError(
      'invalid_input',
      wasNotCalled(tool.name, mustBe('arguments', 'an object', jsonTypeName(given))),
    );
  }
  const notices: string[] = [];
  const coerced = coerce(tool.input, withoutEmptyFilters(tool, given), (notice) => notices.push(notice));
  if (isDeeperThan(MAX_DEPTH, coerced)) {
    const rule = `nested at most ${MAX_DEPTH} levels deep`;
    throw new CallError('invalid_input', wasNotCalled(tool.name, mustBe('arguments', rule)));
  }
  const parsed = tool.input.safeParse(coerced);
  const violated = isObject(coerced) ? violationsOf(tool.constraints, coerced) : [];
  if (parsed.success && violated.length === 0) {
    refuseMasked(tool, parsed.data);
    for (const notice of boundedNotices(notices)) note(notice);
    return parsed.data;
  }
  const issues = parsed.error?.issues ?? [];
  const listed = issues.slice(0, MAX_VIOLATIONS);
  const others = issues.length - listed.length;
  const unaccepted = listed.flatMap((issue) => violationsOfIssue(issue, tool.input, coerced));
  const violations = [
    ...unaccepted,
    ...(others > 0 ? [{ message: `${others} more invalid values`, parameters: [] }] : []),
    ...violated,
  ];
  const partialUpdate = lacksRequired(tool, given) ? findPartialUpdate?.() : undefined;
  throw new CallError('invalid_input', wasNotCalled(tool.name, ...violations.map(({ message }) => message)), {
    hint: [
      ...findByNameHints(unaccepted, kindsOf),
      CORRECT_ARGUMENTS,
      ...formHint(tool, given),
      ...updateHint(tool, given, partialUpdate),
    ].join(' '),
    faulty: violations.flatMap(({ parameters }) => parameters),
  });
}

/** Where the attributes of a record go, for a call that has something else instead. */
function formHint({ params }: ValidatedTool, given: Arguments): string[] {
  const record = params.find(({ in: place, wireName }) => place === 'body' && wireName === null);
  if (record?.required !== true || given[record.name] !== undefined) return [];
  return [`Attributes go into ${record.name}: {"${record.name}": {"name": "..."}}.`];
}

function updateHint(
  tool: ValidatedTool,
  given: Arguments,
  partialUpdate: ValidatedTool | undefined,
): string[] {
  if (partialUpdate === undefined || !lacksRequired(tool, given)) return [];
  return [`To change only some fields, use ${partialUpdate.name}.`];
}

function boundedNotices(notices: readonly string[]): readonly string[] {
  const others = notices.length - MAX_NOTICES;
  return others <= 0
    ? notices
    : [...notices.slice(0, MAX_NOTICES), `${others} more values were sent in another form.`];
}

function lacksRequired({ params }: ValidatedTool, given: Arguments): boolean {
  return params.some(({ name, required }) => required && given[name] === undefined);
}

/** "" in a query means that the filter is not used; in a body it may be the intended text. */
function withoutEmptyFilters(tool: ValidatedTool, given: Arguments): Arguments {
  const isEmptyFilter = (name: string, value: unknown) =>
    value === '' &&
    tool.params.some((param) => param.name === name && param.in === 'query' && !param.required);
  return Object.fromEntries(Object.entries(given).filter(([name, value]) => !isEmptyFilter(name, value)));
}
