import * as z from 'zod';
import { csv, csvStringRegistry, date, time, wireNameRegistry } from '../params.ts';
import { type Field, type Node, wordsFor } from './node.ts';

/** Makes the schema of a node, once: operations that share a node share its schema. */
export type Build = (place: number) => z.ZodType;

export function createBuild(nodes: readonly Node[]): Build {
  const built: (z.ZodType | undefined)[] = [];
  const build: Build = (place) => {
    const known = built[place];
    if (known !== undefined) return known;
    const node = nodes[place];
    if (node === undefined) throw new RangeError(`There is no node ${place}.`);
    const says = wordsFor(node);
    const plain = schemaOf(node, build);
    const given = node.nullable ? z.nullable(plain) : plain;
    const schema = says === undefined ? given : given.describe(says);
    built[place] = schema;
    return schema;
  };
  return build;
}

function schemaOf(node: Node, build: Build): z.ZodType {
  switch (node.is) {
    case 'text':
      return textOf(node);
    case 'integer':
      return bounded(z.int(), node);
    case 'number':
      return bounded(z.number(), node);
    case 'flag':
      return z.boolean();
    case 'list':
      return z.array(build(node.of));
    case 'map':
      return z.record(z.string(), build(node.of));
    case 'record':
      return recordOf(node.fields, build);
    default:
      return z.unknown();
  }
}

function textOf({ values: listed = [], csv: joined, format }: Node & { is: 'text' }): z.ZodType {
  const [first, ...others] = listed;
  if (first !== undefined) return joined ? csv([first, ...others]) : z.enum([first, ...others]);
  if (joined) return z.string().register(csvStringRegistry, { values: null });
  if (format === 'date') return date();
  return format === 'date-time' ? time() : z.string();
}

function bounded(
  schema: z.ZodNumber,
  { minimum, maximum }: { minimum?: number; maximum?: number },
): z.ZodNumber {
  const above = minimum === undefined ? schema : schema.min(minimum);
  return maximum === undefined ? above : above.max(maximum);
}

/** Registered last: what is described afterwards inherits it. */
function recordOf(fields: readonly Field[], build: Build): z.ZodType {
  const shape = fields.map(({ name, node, required }) => {
    const schema = build(node);
    return [name, required ? schema : schema.optional()] as const;
  });
  const names = fields.flatMap(({ name, wire }) => (wire === undefined ? [] : [[name, wire] as const]));
  const record = z.strictObject(Object.fromEntries(shape));
  return names.length === 0
    ? record
    : record.register(wireNameRegistry, { names: Object.fromEntries(names) });
}
