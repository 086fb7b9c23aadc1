import { shortenQuoted } from './sanitize-description.ts';

/**
 * A schema, reduced to the keywords that tools advertise. All schemas of a description are kept in one table
 * and refer to each other by their index in it. A schema only refers to earlier ones, which rules out cycles.
 */
export type SchemaNode = NodeAnnotations &
  (
    | {
        readonly type: 'string';
        readonly format?: 'date' | 'date-time';
        readonly values?: string[];
        readonly csv?: true;
      }
    | { readonly type: 'integer' | 'number'; readonly minimum?: number; readonly maximum?: number }
    | { readonly type: 'boolean' | 'any' }
    | { readonly type: 'array' | 'map'; readonly itemIndex: number }
    | {
        readonly type: 'object';
        readonly properties: SchemaProperty[];
        /** Other properties are accepted as well. */
        readonly isOpen?: true;
      }
  );

interface NodeAnnotations {
  /** The platform's own text, sanitized. */
  readonly description?: string;
  /** What the schema states beyond what is advertised of it. */
  readonly note?: string;
  readonly nullable?: true;
}

/** A property of an object. `wire` is its name in requests, where the naming rules do not yield it. */
export interface SchemaProperty {
  readonly name: string;
  readonly schemaIndex: number;
  readonly required?: true;
  readonly wire?: string;
}

/** The description of a schema, with at most `longest` characters of the platform's text. */
export function nodeDescription(node: SchemaNode, longest = Number.POSITIVE_INFINITY): string | undefined {
  const values = node.type === 'string' && node.csv && node.values;
  const parts = [
    node.description && longest > 0 && shortenQuoted(node.description, longest),
    values && `Comma-separated: ${values.join(', ')}`,
    node.note,
    node.nullable && 'May be null',
  ];
  const texts = parts.filter((part) => typeof part === 'string');
  return texts.length === 0 ? undefined : texts.join(' ');
}

/** Collects schemas. Equal ones are kept once, since hundreds of operations share them. */
export interface SchemaTable {
  add(node: SchemaNode): number;
  get(index: number): SchemaNode;
  readonly schemas: readonly SchemaNode[];
}

export function createSchemaTable(): SchemaTable {
  const schemas: SchemaNode[] = [];
  const indices = new Map<string, number>();
  return {
    schemas,
    add(node) {
      const key = JSON.stringify(node);
      const known = indices.get(key);
      if (known !== undefined) return known;
      indices.set(key, schemas.length);
      return schemas.push(node) - 1;
    },
    get(index) {
      const node = schemas[index];
      if (node === undefined) throw new RangeError(`There is no schema ${index}.`);
      return node;
    },
  };
}
