import { isDeepStrictEqual } from 'node:util';
import { CallError } from '../../errors.ts';
import { isObject } from '../../json.ts';
import type { Operation } from '../../tools/operation.ts';
import type { PlannedCall, WorkflowContext } from '../workflow.ts';
import { idArgument, OBJECT_KIND_NAMES, type ObjectKindName, objectOperation } from './object-kinds.ts';
import type { ResolvedObject } from './resolve-object.ts';
import { isSet, operationNamed, writableAttributes } from './writable-attributes.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** What a change did to the attributes that it named, and the object afterwards. */
export interface ObjectChange {
  readonly was: Attributes;
  readonly now: Attributes;
  readonly after: Attributes;
  /** Other attributes that are different afterwards. */
  readonly others: readonly string[];
}

/** Attributes that change with every update, whoever makes it. */
const VOLATILE: readonly string[] = ['updated_at', 'next_run_at', 'last_run', 'state', 'permission_level'];

/** Kinds of objects whose attributes can be changed. */
export const CHANGEABLE_KINDS: readonly ObjectKindName[] = OBJECT_KIND_NAMES.filter(
  (kind) => changeOperation(kind) !== undefined,
);

/** Some objects can only be replaced as a whole. */
function changeOperation(kind: ObjectKindName): Operation | undefined {
  return operationNamed(objectOperation(kind, 'patch')) ?? operationNamed(objectOperation(kind, 'put'));
}

/** Whether objects of a kind have an attribute that can be set. */
export function canSet(kind: ObjectKindName, attribute: string): boolean {
  return changeOperation(kind)?.params.some(({ name }) => name === attribute) === true;
}

/**
 * Changes some attributes of an object and leaves the others as they are. Nested objects are merged, except those
 * that `whole` names; lists are replaced.
 *
 * @throws CallError of the operation; if the object was changed but could not be read back, the error says so.
 */
export async function changeObject(
  context: WorkflowContext,
  object: ResolvedObject,
  set: Attributes,
  whole: readonly string[] = [],
): Promise<ObjectChange> {
  const before = await readAttributes(context, object);
  const { name, args } = changeCall(object, before, set, whole);
  await context.callOperation(name, args);
  const after = await readAttributes(context, object).catch((cause: unknown) => {
    if (!(cause instanceof CallError)) throw cause;
    throw cause.with({ hint: 'The object was changed; reading it back failed.' });
  });
  const names = Object.keys(set);
  const others = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (each) =>
      !names.includes(each) && !VOLATILE.includes(each) && !isDeepStrictEqual(before[each], after[each]),
  );
  return { was: pick(before, names), now: pick(after, names), after, others };
}

/** The call that changes an object, for what it would take away to be found out first. */
export async function planChange(
  context: WorkflowContext,
  object: ResolvedObject,
  set: Attributes,
  whole: readonly string[] = [],
): Promise<readonly PlannedCall[]> {
  return [changeCall(object, await readAttributes(context, object), set, whole)];
}

export async function readAttributes(
  { callOperation }: WorkflowContext,
  { kind, id }: ResolvedObject,
): Promise<Attributes> {
  const { value } = await callOperation(objectOperation(kind, 'get'), idArgument(kind, id));
  if (isObject(value)) return value;
  throw new CallError('platform_error', `Civis returned ${kind} ${id} without attributes.`);
}

function changeCall(
  { kind, id }: ResolvedObject,
  before: Attributes,
  set: Attributes,
  whole: readonly string[],
): PlannedCall {
  const operation = changeOperation(kind);
  if (operation === undefined) {
    throw new CallError(
      'invalid_input',
      `Civis cannot change the attributes of a ${kind.replaceAll('_', ' ')}.`,
    );
  }
  const merged = Object.fromEntries(
    Object.entries(set).map(([name, value]) => [
      name,
      whole.includes(name) ? value : merge(before[name], value),
    ]),
  );
  // A PUT clears what it leaves out.
  const kept = operation.verb === 'PUT' ? writableAttributes(operation, before) : {};
  return { name: operation.name, args: { ...kept, ...merged, ...idArgument(kind, id) } };
}

function merge(was: unknown, given: unknown): unknown {
  if (!isObject(was) || !isObject(given)) return given;
  const merged = Object.entries(given).map(([name, value]) => [name, merge(was[name], value)]);
  return {
    ...Object.fromEntries(Object.entries(was).filter(([, inner]) => isSet(inner))),
    ...Object.fromEntries(merged),
  };
}

function pick(attributes: Attributes, names: readonly string[]): Attributes {
  return Object.fromEntries(names.map((name) => [name, attributes[name] ?? null]));
}
