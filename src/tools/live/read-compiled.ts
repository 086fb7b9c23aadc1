import { isObject } from '../../json.ts';
import type { Shape } from '../operation.ts';
import { type Compiled, type CompiledOperation, type CompiledParam, SAFE_PATH } from './compiled.ts';
import type { Field, Node } from './node.ts';

type Guard<T> = (value: unknown) => value is T;
type Guards = Readonly<Record<string, (value: unknown) => boolean>>;

/*
 * By hand: a file has some 30,000 values, and zod takes longer to check them than all the rest of a start
 * takes. A path is checked like one of a description, since it decides where a credential goes.
 */

const isText = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isName = (value: unknown): value is string =>
  isText(value) && /^\w{1,64}$/.test(value) && !(value in {});
const isPlace = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
const isTrue = (value: unknown): value is true => value === true;
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function listOf<T>(item: Guard<T>): Guard<T[]> {
  return (value): value is T[] => Array.isArray(value) && value.every(item);
}

function oneOf(...words: readonly string[]): (value: unknown) => boolean {
  const known: ReadonlySet<unknown> = new Set(words);
  return (value) => known.has(value);
}

/** Whether an object has what is needed, of what is allowed, and nothing else. */
function hasParts(value: unknown, needed: Guards, allowed: Guards = {}): boolean {
  if (!isObject(value)) return false;
  const keys = Object.keys(value);
  const known = keys.every((key) => {
    const guards = Object.hasOwn(needed, key) ? needed : Object.hasOwn(allowed, key) ? allowed : undefined;
    return guards?.[key]?.(value[key]) === true;
  });
  return known && Object.keys(needed).every((key) => Object.hasOwn(value, key));
}

const isField: Guard<Field> = (value): value is Field =>
  hasParts(value, { name: isName, node: isPlace }, { required: isTrue, wire: isText });

const SAYS: Guards = { says: isText, nullable: isTrue };
const NODES: Readonly<Record<string, readonly [Guards, Guards]>> = {
  text: [{}, { format: oneOf('date', 'date-time'), values: listOf(isText), csv: isTrue }],
  integer: [{}, { minimum: isNumber, maximum: isNumber }],
  number: [{}, { minimum: isNumber, maximum: isNumber }],
  flag: [{}, {}],
  any: [{}, {}],
  list: [{ of: isPlace }, {}],
  map: [{ of: isPlace }, {}],
  record: [{ fields: listOf(isField) }, {}],
};

const isNode: Guard<Node> = (value): value is Node => {
  if (!isObject(value) || !isText(value['is']) || !Object.hasOwn(NODES, value['is'])) return false;
  const [needed = {}, allowed = {}] = NODES[value['is']] ?? [];
  return hasParts(value, { is: isText, ...needed }, { ...allowed, ...SAYS });
};

const isShapeWord = oneOf('int', 'number', 'text', 'flag', 'time', 'date', 'any', 'map', 'none', 'bytes');

const isShape: Guard<Shape> = (value): value is Shape => {
  if (Array.isArray(value)) return value.length === 1 && isShape(value[0]);
  return isShapeWord(value) || (isObject(value) && Object.values(value).every(isShape));
};

const isParam: Guard<CompiledParam> = (value): value is CompiledParam =>
  hasParts(value, {
    name: isName,
    in: oneOf('path', 'query', 'body', 'client'),
    wire: (wire) => wire === null || isText(wire),
    required: isFlag,
    node: isPlace,
  });

const isPaging = (value: unknown): boolean =>
  value === null ||
  hasParts(value, {
    largest: (largest) => isPlace(largest) && largest > 0,
    order: (order) => listOf(isText)(order) && order.length > 0,
    dir: oneOf('asc', 'desc'),
  });

const isOperation: Guard<CompiledOperation> = (value): value is CompiledOperation =>
  hasParts(value, {
    name: (name) => isText(name) && /^[a-z0-9_]{1,64}$/.test(name),
    resource: isText,
    method: isText,
    description: isText,
    effect: oneOf('read', 'create', 'update', 'replace', 'delete', 'share', 'run', 'cancel', 'archive'),
    verb: oneOf('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
    path: (path) => isText(path) && SAFE_PATH.test(path),
    auth: oneOf('required', 'optional', 'none'),
    params: listOf(isParam),
    paging: isPaging,
    returns: isPlace,
  });

const isCompiled: Guard<Compiled> = (value): value is Compiled =>
  hasParts(value, {
    platform: oneOf('civis', 'aiod'),
    nodes: listOf(isNode),
    shapes: listOf(isShape),
    operations: listOf(isOperation),
    faults: listOf(isText),
  });

/** What a file holds, if it is a compiled description in all its parts; else undefined. */
export function readCompiled(value: unknown): Compiled | undefined {
  return isCompiled(value) && isWhole(value) ? value : undefined;
}

/** Whether every place that is named is there, and every child stands before its parent. */
function isWhole({ nodes, shapes, operations }: Compiled): boolean {
  return (
    nodes.every((node, at) => childrenOf(node).every((child) => child < at)) &&
    operations.every(
      ({ params, returns }) => returns < shapes.length && params.every((param) => param.node < nodes.length),
    )
  );
}

function childrenOf(node: Node): readonly number[] {
  if ('of' in node) return [node.of];
  return 'fields' in node ? node.fields.map((field) => field.node) : [];
}
