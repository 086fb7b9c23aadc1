import * as z from 'zod';
import type { PlatformName, Verb } from '../../client/client.ts';
import type { Effect, Place, Shape } from '../operation.ts';
import type { Paging } from '../params.ts';
import { isObject } from '../wire.ts';
import { type Node, nodeSchema } from './node.ts';

/** A parameter of a described operation: as `Param`, with its schema as a node. */
export interface CompiledParam {
  readonly name: string;
  readonly in: Exclude<Place, 'prefix'>;
  readonly wire: string | null;
  readonly required: boolean;
  readonly node: number;
}

/** A described operation as plain data, which a file can hold. */
export interface CompiledOperation {
  readonly name: string;
  readonly resource: string;
  readonly method: string;
  readonly description: string;
  readonly effect: Effect;
  readonly verb: Verb;
  readonly path: string;
  readonly auth: 'required' | 'optional' | 'none';
  readonly params: readonly CompiledParam[];
  readonly paging: Paging | null;
  /** Place in the shapes. */
  readonly returns: number;
}

/** A description, compiled: no reference, pattern or text of it is looked at again. */
export interface Compiled {
  readonly platform: PlatformName;
  readonly nodes: readonly Node[];
  readonly shapes: readonly Shape[];
  readonly operations: readonly CompiledOperation[];
  /** What could not be made into operations, and why, a line each. */
  readonly faults: readonly string[];
}

/** Changes whenever a compiled description of before would be read wrongly. */
export const COMPILED_FORMAT = 1;

/** A path that leads nowhere but below the platform's own address. */
export const SAFE_PATH = /^(\/([A-Za-z0-9_~-][A-Za-z0-9_.~-]*|\{\w{1,64}\}))+\/?$/;

const place = z.int().min(0);
const name = z.string().regex(/^\w{1,64}$/);

const SHAPE_WORDS: ReadonlySet<unknown> = new Set([
  'int',
  'number',
  'text',
  'flag',
  'time',
  'date',
  'any',
  'map',
  'none',
  'bytes',
]);

/** By hand: there are ten thousands of them, and zod would take longer than reading the file. */
function isShape(value: unknown): value is Shape {
  if (typeof value === 'string') return SHAPE_WORDS.has(value);
  if (Array.isArray(value)) return value.length === 1 && isShape(value[0]);
  return isObject(value) && Object.values(value).every(isShape);
}

const shape = z.custom<Shape>(isShape);

const operation: z.ZodType<CompiledOperation> = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,64}$/),
  resource: z.string(),
  method: z.string(),
  description: z.string(),
  effect: z.enum(['read', 'create', 'update', 'replace', 'delete', 'share', 'run', 'cancel', 'archive']),
  verb: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z.string().regex(SAFE_PATH),
  auth: z.enum(['required', 'optional', 'none']),
  params: z.array(
    z.strictObject({
      name,
      in: z.enum(['path', 'query', 'body', 'client']),
      wire: z.string().nullable(),
      required: z.boolean(),
      node: place,
    }),
  ),
  paging: z
    .strictObject({
      largest: z.int().min(1),
      order: z.tuple([z.string()], z.string()),
      dir: z.enum(['asc', 'desc']),
    })
    .nullable(),
  returns: place,
});

const compiled: z.ZodType<Compiled> = z.strictObject({
  platform: z.enum(['civis', 'aiod']),
  nodes: z.array(nodeSchema),
  shapes: z.array(shape),
  operations: z.array(operation),
  faults: z.array(z.string()),
});

/** What a file holds, if it is a compiled description in all its parts; else undefined. */
export function readCompiled(value: unknown): Compiled | undefined {
  const parsed = compiled.safeParse(value);
  return parsed.success && isWhole(parsed.data) ? parsed.data : undefined;
}

/** Whether every place that is named is there, and every child stands before its parent. */
function isWhole({ nodes, shapes, operations }: Compiled): boolean {
  const children = (node: Node) =>
    'of' in node ? [node.of] : 'fields' in node ? node.fields.map((field) => field.node) : [];
  return (
    nodes.every((node, at) => children(node).every((child) => child < at)) &&
    operations.every(
      ({ params, returns }) => returns < shapes.length && params.every((param) => param.node < nodes.length),
    )
  );
}
