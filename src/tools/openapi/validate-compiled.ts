import { isObject } from '../../json.ts';
import type { Shape } from '../shape.ts';
import {
  type CompiledDescription,
  type CompiledOperation,
  type CompiledParameter,
  SAFE_PATH,
} from './compiled-description.ts';
import type { SchemaNode, SchemaProperty } from './schema-nodes.ts';

type Guard<T> = (value: unknown) => value is T;
type Guards = Readonly<Record<string, (value: unknown) => boolean>>;

/*
 * Checked by hand: a cached description has some 30,000 values, and checking them with zod would take longer
 * than the rest of the server's start. Paths are checked as strictly as those of a description from the
 * platform, since they decide where a credential is sent.
 */

const isText = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isName = (value: unknown): value is string =>
  isText(value) && /^\w{1,64}$/.test(value) && !(value in {});
const isIndex = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
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
function hasProperties(value: unknown, needed: Guards, allowed: Guards = {}): boolean {
  if (!isObject(value)) return false;
  const keys = Object.keys(value);
  const known = keys.every((key) => {
    const guards = Object.hasOwn(needed, key) ? needed : Object.hasOwn(allowed, key) ? allowed : undefined;
    return guards?.[key]?.(value[key]) === true;
  });
  return known && Object.keys(needed).every((key) => Object.hasOwn(value, key));
}

const isProperty: Guard<SchemaProperty> = (value): value is SchemaProperty =>
  hasProperties(value, { name: isName, schemaIndex: isIndex }, { required: isTrue, wire: isText });

const ANNOTATION_GUARDS: Guards = { description: isText, note: isText, nullable: isTrue };
const NODE_GUARDS: Readonly<Record<string, readonly [Guards, Guards]>> = {
  string: [{}, { format: oneOf('date', 'date-time'), values: listOf(isText), csv: isTrue }],
  integer: [{}, { minimum: isNumber, maximum: isNumber }],
  number: [{}, { minimum: isNumber, maximum: isNumber }],
  boolean: [{}, {}],
  any: [{}, {}],
  array: [{ itemIndex: isIndex }, {}],
  map: [{ itemIndex: isIndex }, {}],
  object: [{ properties: listOf(isProperty) }, { isOpen: isTrue }],
};

const isNode: Guard<SchemaNode> = (value): value is SchemaNode => {
  if (!isObject(value) || !isText(value['type']) || !Object.hasOwn(NODE_GUARDS, value['type'])) return false;
  const [needed = {}, allowed = {}] = NODE_GUARDS[value['type']] ?? [];
  return hasProperties(value, { type: isText, ...needed }, { ...allowed, ...ANNOTATION_GUARDS });
};

const isShapeWord = oneOf('int', 'number', 'text', 'flag', 'time', 'date', 'any', 'map', 'none', 'bytes');

const isShape: Guard<Shape> = (value): value is Shape => {
  if (Array.isArray(value)) return value.length === 1 && isShape(value[0]);
  return isShapeWord(value) || (isObject(value) && Object.values(value).every(isShape));
};

const isParam: Guard<CompiledParameter> = (value): value is CompiledParameter =>
  hasProperties(value, {
    name: isName,
    in: oneOf('path', 'query', 'body', 'client'),
    wireName: (wireName) => wireName === null || isText(wireName),
    required: isFlag,
    schemaIndex: isIndex,
  });

const isPaging = (value: unknown): boolean =>
  value === null ||
  hasProperties(value, {
    maxPageSize: (size) => isIndex(size) && size > 0,
    orderFields: (fields) => listOf(isText)(fields) && fields.length > 0,
    defaultDirection: oneOf('asc', 'desc'),
  });

const isOperation: Guard<CompiledOperation> = (value): value is CompiledOperation =>
  hasProperties(value, {
    name: (name) => isText(name) && /^[a-z0-9_]{1,50}$/.test(name),
    resource: isText,
    method: isText,
    description: isText,
    effect: oneOf('read', 'create', 'update', 'replace', 'delete', 'share', 'run', 'cancel', 'archive'),
    verb: oneOf('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
    path: (path) => isText(path) && SAFE_PATH.test(path),
    auth: oneOf('required', 'optional', 'none'),
    params: listOf(isParam),
    paging: isPaging,
    returns: isIndex,
    isDeprecated: isFlag,
  });

const isCompiled: Guard<CompiledDescription> = (value): value is CompiledDescription =>
  hasProperties(value, {
    platform: oneOf('civis', 'aiod'),
    schemas: listOf(isNode),
    shapes: listOf(isShape),
    operations: listOf(isOperation),
    warnings: listOf(isText),
  });

/** Returns the value if it is a valid compiled description, else undefined. */
export function validateCompiled(value: unknown): CompiledDescription | undefined {
  return isCompiled(value) && hasValidIndices(value) ? value : undefined;
}

/** Whether all indices exist and schemas refer to earlier ones only. */
function hasValidIndices({ schemas, shapes, operations }: CompiledDescription): boolean {
  return (
    schemas.every((node, index) => childIndices(node).every((child) => child < index)) &&
    operations.every(
      ({ params, returns }) =>
        returns < shapes.length && params.every((param) => param.schemaIndex < schemas.length),
    )
  );
}

function childIndices(node: SchemaNode): readonly number[] {
  if ('itemIndex' in node) return [node.itemIndex];
  return 'properties' in node ? node.properties.map(({ schemaIndex }) => schemaIndex) : [];
}
