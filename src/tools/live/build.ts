import * as z from 'zod';
import { csv, csvStrings, date, time, wireNames } from '../params.ts';
import type { Field, Node } from './node.ts';

/** Makes the schema of a node, once: operations that share a node share its schema. */
export type Build = (place: number) => z.ZodType;

export function createBuild(nodes: readonly Node[]): Build {
  const built: (z.ZodType | undefined)[] = [];
  const build: Build = (place) => {
    const known = built[place];
    if (known !== undefined) return known;
    const node = nodes[place];
    if (node === undefined) throw new RangeError(`There is no node ${place}.`);
    const schema = node.nullable ? z.nullable(schemaOf(node, build)) : schemaOf(node, build);
    built[place] = node.nullable && node.says !== undefined ? schema.describe(node.says) : schema;
    return built[place];
  };
  return build;
}

function schemaOf(node: Node, build: Build): z.ZodType {
  const described = <T extends z.ZodType>(schema: T): T =>
    node.says === undefined || node.nullable ? schema : schema.describe(node.says);
  switch (node.is) {
    case 'text':
      return textOf(node, described);
    case 'integer':
      return described(bounded(z.int(), node));
    case 'number':
      return described(bounded(z.number(), node));
    case 'flag':
      return described(z.boolean());
    case 'list':
      return described(z.array(build(node.of)));
    case 'map':
      return described(z.record(z.string(), build(node.of)));
    case 'record':
      return recordOf(node.fields, build, described);
    default:
      return described(z.unknown());
  }
}

type Described = <T extends z.ZodType>(schema: T) => T;

function textOf(node: Node & { is: 'text' }, described: Described): z.ZodType {
  const [first, ...others] = node.values ?? [];
  const values: readonly [string, ...string[]] | undefined =
    first === undefined ? undefined : [first, ...others];
  if (node.csv && values !== undefined) return csv(values, node.says);
  if (node.csv) return described(z.string()).register(csvStrings, { values: null });
  if (values !== undefined) return described(z.enum(values));
  if (node.format === 'date') return described(date());
  return described(node.format === 'date-time' ? time() : z.string());
}

function bounded(
  schema: z.ZodNumber,
  { minimum, maximum }: { minimum?: number; maximum?: number },
): z.ZodNumber {
  const above = minimum === undefined ? schema : schema.min(minimum);
  return maximum === undefined ? above : above.max(maximum);
}

function recordOf(fields: readonly Field[], build: Build, described: Described): z.ZodType {
  const shape = fields.map(({ name, node, required }) => {
    const schema = build(node);
    return [name, required ? schema : schema.optional()] as const;
  });
  const names = fields.flatMap(({ name, wire }) => (wire === undefined ? [] : [[name, wire] as const]));
  const record = described(z.strictObject(Object.fromEntries(shape)));
  return names.length === 0 ? record : record.register(wireNames, { names: Object.fromEntries(names) });
}
