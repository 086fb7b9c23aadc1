import * as z from 'zod';
import { csv, csvStringRegistry, date, time, wireNameRegistry } from '../parameters.ts';
import { nodeDescription, type SchemaNode } from './schema-nodes.ts';

/** Returns the zod schema at an index of the table. Operations that share it share the zod schema, too. */
export type ZodSchemaBuilder = (index: number) => z.ZodType;

export function createZodSchemaBuilder(schemas: readonly SchemaNode[]): ZodSchemaBuilder {
  const built: (z.ZodType | undefined)[] = [];
  const build: ZodSchemaBuilder = (index) => {
    const known = built[index];
    if (known !== undefined) return known;
    const node = schemas[index];
    if (node === undefined) throw new RangeError(`There is no schema ${index}.`);
    const description = nodeDescription(node);
    const bare = toZodSchema(node, build);
    const complete = node.nullable ? z.nullable(bare) : bare;
    const schema = description === undefined ? complete : complete.describe(description);
    built[index] = schema;
    return schema;
  };
  return build;
}

function toZodSchema(node: SchemaNode, build: ZodSchemaBuilder): z.ZodType {
  switch (node.type) {
    case 'string':
      return stringSchema(node);
    case 'integer':
      return withBounds(z.int(), node);
    case 'number':
      return withBounds(z.number(), node);
    case 'boolean':
      return z.boolean();
    case 'array':
      return z.array(build(node.itemIndex));
    case 'map':
      return z.record(z.string(), build(node.itemIndex));
    case 'object':
      return objectSchema(node, build);
    default:
      return z.unknown();
  }
}

function stringSchema({
  values: listed = [],
  csv: joined,
  format,
}: SchemaNode & { type: 'string' }): z.ZodType {
  const [first, ...others] = listed;
  if (first !== undefined) return joined ? csv([first, ...others]) : z.enum([first, ...others]);
  if (joined) return z.string().register(csvStringRegistry, { values: null });
  if (format === 'date') return date();
  return format === 'date-time' ? time() : z.string();
}

function withBounds(
  schema: z.ZodNumber,
  { minimum, maximum }: { minimum?: number; maximum?: number },
): z.ZodNumber {
  const above = minimum === undefined ? schema : schema.min(minimum);
  return maximum === undefined ? above : above.max(maximum);
}

/** The wire names are registered on the finished object: schemas derived from it inherit them. */
function objectSchema(
  { properties, isOpen }: Extract<SchemaNode, { type: 'object' }>,
  build: ZodSchemaBuilder,
): z.ZodType {
  const shape = properties.map(({ name, schemaIndex, required }) => {
    const schema = build(schemaIndex);
    return [name, required ? schema : schema.optional()] as const;
  });
  const names = properties.flatMap(({ name, wire }) => (wire === undefined ? [] : [[name, wire] as const]));
  const record = (isOpen ? z.looseObject : z.strictObject)(Object.fromEntries(shape));
  return names.length === 0
    ? record
    : record.register(wireNameRegistry, { names: Object.fromEntries(names) });
}
