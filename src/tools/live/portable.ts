import type { PortableSchema, ToolSchema } from '../schema.ts';
import type { CompiledParam } from './compiled.ts';
import { type Node, wordsFor } from './node.ts';

/** The advertised schema of parameters, as `toToolSchema` makes it of their zod schemas, and without them. */
export type Advertise = (params: readonly CompiledParam[]) => ToolSchema;

/**
 * Making hundreds of zod schemas only to list them takes longer than all the rest of a start; nodes say the
 * same, and those that operations share are made once.
 */
export function createAdvertise(nodes: readonly Node[]): Advertise {
  const made: (PortableSchema | undefined)[] = [];

  function schemaOf(place: number): PortableSchema {
    const known = made[place];
    if (known !== undefined) return known;
    const node = nodes[place];
    if (node === undefined) throw new RangeError(`There is no node ${place}.`);
    const description = wordsFor(node);
    const schema = Object.freeze({ ...shapeOf(node), ...(description !== undefined && { description }) });
    made[place] = schema;
    return schema;
  }

  function shapeOf(node: Node): PortableSchema {
    switch (node.is) {
      case 'text': {
        const values = node.csv ? undefined : node.values;
        return {
          type: 'string',
          ...(values && { enum: Object.freeze([...values]) }),
          ...(node.format && { format: node.format }),
        };
      }
      case 'integer':
      case 'number': {
        const { minimum, maximum } = node;
        return {
          type: node.is,
          ...(minimum !== undefined && { minimum }),
          ...(maximum !== undefined && { maximum }),
        };
      }
      case 'flag':
        return { type: 'boolean' };
      case 'list': {
        return { type: 'array', items: schemaOf(node.of) };
      }
      case 'map':
        return { type: 'object', properties: Object.freeze({}) };
      case 'record':
        return objectOf(node.fields);
      default:
        return {};
    }
  }

  function objectOf(fields: readonly { name: string; node: number; required?: boolean }[]): ToolSchema {
    const required = fields.filter((field) => field.required).map(({ name }) => name);
    return {
      type: 'object',
      properties: Object.freeze(Object.fromEntries(fields.map(({ name, node }) => [name, schemaOf(node)]))),
      ...(required.length > 0 && { required: Object.freeze(required) }),
    };
  }

  return (params) => Object.freeze(objectOf(params));
}
