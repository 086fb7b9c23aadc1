import { lazy } from '../lazy.ts';
import type { PortableSchema, ToolSchema } from '../portable-schema.ts';
import type { CompiledParameter } from './compiled-description.ts';
import { nodeDescription, type SchemaNode } from './schema-nodes.ts';

/** Returns the schema of parameters that lists of tools show. */
export type ToolSchemaBuilder = (params: readonly CompiledParameter[]) => ToolSchema;

/** Characters of an operation's schema as JSON, some 1,500 tokens. Few operations need as many. */
export const MAX_ADVERTISED_CHARS = 6_000;
/** Characters of the platform's text for a parameter, and for a part of one. */
interface TextLengths {
  readonly own: number;
  readonly nested: number;
}

const WHOLE_TEXTS: TextLengths = { own: Number.POSITIVE_INFINITY, nested: Number.POSITIVE_INFINITY };
/** Tried in turn until the whole fits; the last one is used for the rest. */
const SHORTER_TEXTS: readonly TextLengths[] = [
  { own: 160, nested: 160 },
  { own: 120, nested: 60 },
  { own: 120, nested: 0 },
  { own: 60, nested: 0 },
];

/**
 * Creates the schemas without zod, with which listing hundreds of tools would take longer than the rest of the
 * server's start. They say the same as `toToolSchema` does of the zod schemas, but descriptions are shortened
 * where a schema would be too long for a list.
 */
export function createToolSchemaBuilder(schemas: readonly SchemaNode[]): ToolSchemaBuilder {
  const whole = createBuilder(schemas, WHOLE_TEXTS);
  const shorter = SHORTER_TEXTS.map((texts) => lazy(() => createBuilder(schemas, texts)));
  return (params) => {
    let schema = whole(params);
    for (const build of shorter) {
      if (JSON.stringify(schema).length <= MAX_ADVERTISED_CHARS) break;
      schema = build()(params);
    }
    return schema;
  };
}

function createBuilder(schemas: readonly SchemaNode[], { own, nested }: TextLengths): ToolSchemaBuilder {
  const ownSchemas: PortableSchema[] = [];
  const nestedSchemas = own === nested ? ownSchemas : [];

  function ownAt(index: number): PortableSchema {
    ownSchemas[index] ??= schemaAt(index, own);
    return ownSchemas[index];
  }

  function nestedAt(index: number): PortableSchema {
    nestedSchemas[index] ??= schemaAt(index, nested);
    return nestedSchemas[index];
  }

  function schemaAt(index: number, longestText: number): PortableSchema {
    const node = schemas[index];
    if (node === undefined) throw new RangeError(`There is no schema ${index}.`);
    const description = nodeDescription(node, longestText);
    return Object.freeze({
      ...toPortableSchema(node),
      ...(description !== undefined && { description }),
    });
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
        return { type: 'array', items: nestedAt(node.itemIndex) };
      case 'map':
        return { type: 'object', properties: Object.freeze({}) };
      case 'object':
        return objectSchema(node.properties, nestedAt);
      default:
        return {};
    }
  }

  function objectSchema(
    properties: readonly { name: string; schemaIndex: number; required?: boolean }[],
    at: (index: number) => PortableSchema,
  ): ToolSchema {
    const required = properties.filter((property) => property.required).map(({ name }) => name);
    return {
      type: 'object',
      properties: Object.freeze(
        Object.fromEntries(properties.map(({ name, schemaIndex }) => [name, at(schemaIndex)])),
      ),
      ...(required.length > 0 && { required: Object.freeze(required) }),
    };
  }

  return (params) => Object.freeze(objectSchema(params, ownAt));
}
