import type { PlatformName } from '../../client/interface.ts';
import { isObject, snakeCase } from '../../json.ts';
import { camelCase } from '../wire-names.ts';
import { DescriptionError } from './description-error.ts';
import { asArray, enumeratedValues, type NormalizedSchema, normalizeSchema } from './normalize-schema.ts';
import type { JsonObject, OpenApiDocument } from './openapi-document.ts';
import { inQuotes, MAX_LENGTH, sanitizeDescription } from './sanitize-description.ts';
import type { SchemaNode, SchemaProperty, SchemaTable } from './schema-nodes.ts';
import { mapNote, noteOf } from './schema-notes.ts';
import { advertisableValues, statedConstraints } from './stated-constraints.ts';

/** Levels of nesting that are described; Civis needs six. Values below them are accepted as they are. */
const MAX_DEPTH = 10;
/** Where a schema contains itself. Below, names are sent unchanged. */
const CUT_NOTE = 'Same fields as an object around it, named as the platform names them.';
/** Limits of the time that a hostile description can take, far above what the platforms need. */
const MAX_SCHEMAS_PER_OPERATION = 2_000;
const MAX_SCHEMAS = 400_000;

/** Compiles the schema objects of one description into a schema table. */
export interface SchemaCompiler {
  /**
   * Returns the index of the compiled schema.
   *
   * @throws DescriptionError for a schema that is invalid or too large.
   */
  compile(schema: unknown): number;
  /** Compiles the properties of an object schema, for a body whose properties become parameters. */
  compileProperties(schema: NormalizedSchema): SchemaProperty[];
  /** Normalizes a schema without compiling it; it counts towards the same limits. */
  normalize(schema: unknown): NormalizedSchema;
  /** Resets the limit of schemas per operation. */
  startOperation(): void;
}

export function createSchemaCompiler(
  platform: PlatformName,
  document: OpenApiDocument,
  table: SchemaTable,
): SchemaCompiler {
  let countOfOperation = 0;
  let totalCount = 0;
  const context = { document, countSchema };

  function countSchema(): void {
    countOfOperation += 1;
    totalCount += 1;
    if (countOfOperation > MAX_SCHEMAS_PER_OPERATION || totalCount > MAX_SCHEMAS) {
      throw new DescriptionError('has a schema that is too large');
    }
  }

  /** `parents` has one entry for each level: the references that led there, or an empty string. */
  function compile(schema: unknown, parents: readonly string[]): number {
    const normalized = normalizeSchema(context, schema);
    const { references } = normalized;
    const isRecursive = references.some((reference) => parents.includes(reference));
    const isCut = isRecursive || parents.length >= MAX_DEPTH;
    const path = [...parents, ...(references.length === 0 ? [''] : references)];
    const node = toNode(normalized, path, isCut);
    const note = isCut && node.type === 'map' ? CUT_NOTE : joinedNotes(normalized, node);
    return table.add({
      ...node,
      ...compiledDescriptionOf(normalized),
      ...(note !== undefined && { note }),
      ...(normalized.nullable && { nullable: true }),
    });
  }

  function joinedNotes(schema: NormalizedSchema, node: SchemaNode): string | undefined {
    const notes = [
      node.type === 'map' ? mapNote(table.get(node.itemIndex)) : undefined,
      noteOf(schema, node),
    ];
    return notes.filter((note) => note !== undefined).join(' ') || undefined;
  }

  function toNode(schema: NormalizedSchema, path: readonly string[], isCut: boolean): SchemaNode {
    const { type, definition } = schema;
    switch (type) {
      case 'string':
        return stringNode(definition);
      case 'integer':
      case 'number':
        return { type, ...boundsOf(definition, type) };
      case 'boolean':
        return { type };
      case 'array':
        return { type, itemIndex: isCut ? anyValue() : compile(definition['items'], path) };
      case 'object':
        return isCut ? { type: 'map', itemIndex: anyValue() } : objectNode(schema, path);
      default:
        return { type: 'any' };
    }
  }

  /** An object with named properties that also allows others is a map of anything. */
  function objectNode(schema: NormalizedSchema, path: readonly string[]): SchemaNode {
    const { properties, additionalProperties } = schema.definition;
    const hasProperties = isObject(properties) && Object.keys(properties).length > 0;
    if (hasProperties) {
      const isOpen = additionalProperties === true || isObject(additionalProperties);
      const compiled = compileProperties(schema, path);
      return { type: 'object', properties: compiled, ...(isOpen && { isOpen: true as const }) };
    }
    const hasItems = isObject(additionalProperties);
    return { type: 'map', itemIndex: hasItems ? compile(additionalProperties, path) : anyValue() };
  }

  function compileProperties({ definition }: NormalizedSchema, path: readonly string[]): SchemaProperty[] {
    const required = asArray(definition['required']);
    const properties = isObject(definition['properties']) ? definition['properties'] : {};
    const names = new Set<string>();
    return Object.entries(properties).map(([key, schema]) => {
      const name = parameterName(platform, key);
      if (name === undefined || names.has(name)) {
        throw new DescriptionError(`has a property whose name cannot be used: ${quoteKey(key)}`);
      }
      names.add(name);
      return {
        name,
        schemaIndex: compile(schema, path),
        ...(required.includes(key) && { required: true as const }),
        ...(camelCase(name) !== key && { wire: key }),
      };
    });
  }

  const anyValue = () => table.add({ type: 'any' });
  return {
    compile: (schema) => compile(schema, []),
    compileProperties: (schema) => compileProperties(schema, schema.references),
    normalize: (schema) => normalizeSchema(context, schema),
    startOperation: () => {
      countOfOperation = 0;
    },
  };
}

/** The name of a parameter here; undefined where its key cannot be one. */
export function parameterName(platform: PlatformName, key: string): string | undefined {
  const name = (platform === 'civis' ? snakeCase(key) : key).replace(/\W/g, '_');
  // Names of properties that every object inherits are refused.
  const isUsable = /^\w{1,64}$/.test(name) && !(name in {}) && !(key in {});
  return isUsable ? name : undefined;
}

function stringNode(definition: JsonObject): SchemaNode {
  const { format, description } = definition;
  const enumerated = enumeratedValues(definition).filter((value) => value !== null);
  if (enumerated.length > 0) {
    const listed = advertisableValues(enumerated);
    return listed === undefined ? { type: 'string' } : { type: 'string', values: [...listed] };
  }
  // Civis uses the format `time` both for points in time and for durations.
  if (format === 'date' || format === 'date-time') return { type: 'string', format };
  const { csv, values: stated } = statedConstraints(description, 'string');
  return { type: 'string', ...(stated && { values: [...stated] }), ...(csv && { csv }) };
}

function boundsOf(definition: JsonObject, type: 'integer' | 'number') {
  const stated = statedConstraints(definition['description'], type);
  const bounds = {
    minimum: typeof definition['minimum'] === 'number' ? definition['minimum'] : stated.minimum,
    maximum: typeof definition['maximum'] === 'number' ? definition['maximum'] : stated.maximum,
  };
  const isPossible = (bounds.minimum ?? -Infinity) <= (bounds.maximum ?? Infinity);
  return isPossible
    ? Object.fromEntries(Object.entries(bounds).filter(([, bound]) => bound !== undefined))
    : {};
}

function compiledDescriptionOf({ definition }: NormalizedSchema): { readonly description?: string } {
  const description = inQuotes(sanitizeDescription(definition['description'], MAX_LENGTH.parameter));
  return description === '' ? {} : { description };
}

function quoteKey(key: string): string {
  return JSON.stringify(key.slice(0, 60));
}
