import type { PortableSchema, ToolSchema } from '../portable-schema.ts';
import type { CompiledParameter } from './compiled-description.ts';
import { nodeDescription, type SchemaNode } from './schema-nodes.ts';

/** Returns the advertised schema of parameters: the same as `toToolSchema` returns for their zod schemas. */
export type ToolSchemaBuilder = (params: readonly CompiledParameter[]) => ToolSchema;

/**
 * Listing tools needs no zod schemas. Creating hundreds of them would take longer than the rest of the
 * server's start.
 */
export function createToolSchemaBuilder(schemas: readonly SchemaNode[]): ToolSchemaBuilder {
  const built: (PortableSchema | undefined)[] = [];

  function schemaAt(index: number): PortableSchema {
    const known = built[index];
    if (known !== undefined) return known;
    const node = schemas[index];
    if (node === undefined) throw new RangeError(`There is no schema ${index}.`);
    const description = nodeDescription(node);
    const schema = Object.freeze({
      ...toPortableSchema(node),
      ...(description !== undefined && { description }),
    });
    built[index] = schema;
    return schema;
  }

  function toPortableSchema(node: SchemaNode): PortableSchema {
    switch (node.type) {
      case 'string': {
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
          type: node.type,
          ...(minimum !== undefined && { minimum }),
          ...(maximum !== undefined && { maximum }),
        };
      }
      case 'boolean':
        return { type: 'boolean' };
      case 'array':
        return { type: 'array', items: schemaAt(node.itemIndex) };
      case 'map':
        return { type: 'object', properties: Object.freeze({}) };
      case 'object':
        return objectSchema(node.properties);
      default:
        return {};
    }
  }

  function objectSchema(
    properties: readonly { name: string; schemaIndex: number; required?: boolean }[],
  ): ToolSchema {
    const required = properties.filter((property) => property.required).map(({ name }) => name);
    return {
      type: 'object',
      properties: Object.freeze(
        Object.fromEntries(properties.map(({ name, schemaIndex }) => [name, schemaAt(schemaIndex)])),
      ),
      ...(required.length > 0 && { required: Object.freeze(required) }),
    };
  }

  return (params) => Object.freeze(objectSchema(params));
}
