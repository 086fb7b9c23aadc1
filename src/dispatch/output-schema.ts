import type { Operation } from '../tools/operation.ts';
import type { PortableSchema, ToolSchema } from '../tools/portable-schema.ts';
import { isListShape, type Shape } from '../tools/shape.ts';
import { sensitivityOf } from './redact.ts';

/** Property names that every provider of models takes. */
const PORTABLE_NAME = /^\w{1,64}$/;

const SCALARS: Readonly<Record<Exclude<Extract<Shape, string>, 'none' | 'bytes'>, PortableSchema>> = {
  int: { type: 'integer' },
  number: { type: 'number' },
  text: { type: 'string' },
  flag: { type: 'boolean' },
  time: { type: 'string', description: 'ISO 8601 time.' },
  date: { type: 'string', description: 'ISO 8601 date.' },
  any: {},
  map: { type: 'object', properties: {} },
};

/** Chooses the format of AI-on-Demand's records: its own, or schema.org and others. */
const FORMAT_PARAMETER = 'schema';

const PAGE: PortableSchema = {
  type: 'object',
  properties: {
    number: { type: 'integer' },
    size: { type: 'integer' },
    total_pages: { type: 'integer' },
    total_items: { type: 'integer' },
    next: { description: 'Number of the next page, or null.' },
  },
};

/** What this server adds to a result. */
const ADDED: Readonly<Record<string, PortableSchema>> = {
  notice: { type: 'string', description: 'What was cut off, and how to get it.' },
  notices: { type: 'array', items: { type: 'string' } },
  saved_to: { type: 'object', properties: { path: { type: 'string' }, size_bytes: { type: 'integer' } } },
  // Some hosts hold errors against the schema of results.
  error: { description: 'Instead of a result.' },
};

const TABLE: Readonly<Record<string, PortableSchema>> = {
  columns: { type: 'array', items: { type: 'string' } },
  index: { type: 'array', items: { type: 'integer' } },
  data: { type: 'array', items: {} },
};

const schemas = new WeakMap<Operation, ToolSchema>();

/**
 * What an operation returns, as a schema that requires nothing and closes nothing. What can be null, or be replaced
 * where it is a secret, has no type.
 */
export function outputSchemaOf(operation: Operation): ToolSchema {
  const known = schemas.get(operation);
  if (known !== undefined) return known;
  const { returns, params, paging } = operation;
  // In another format, a field of the same name can hold anything.
  const hasFormats = params.some(({ name }) => name === FORMAT_PARAMETER);
  const own = mapSchemas(resultProperties(returns), hasFormats ? withoutTypes : (schema) => schema);
  const added = {
    ...(paging !== null && { page: PAGE }),
    ...(params.some(({ name }) => name === 'data_format') && TABLE),
    ...ADDED,
  };
  // A field of the platform that has the name of one of ours may be either.
  const shared = Object.keys(added).filter((name) => Object.hasOwn(own, name));
  const properties = { ...own, ...added, ...Object.fromEntries(shared.map((name) => [name, {}])) };
  const schema: ToolSchema = deepFrozen({ type: 'object', properties });
  schemas.set(operation, schema);
  return schema;
}

function deepFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) deepFrozen(inner);
  return Object.freeze(value);
}

function resultProperties(shape: Shape): Readonly<Record<string, PortableSchema>> {
  // Elements that are refused one by one, or shortened to fit, are of another form.
  if (isListShape(shape)) return { items: { type: 'array', items: withoutType(shapeSchema(shape[0])) } };
  switch (shape) {
    case 'none':
      return { done: { type: 'boolean' } };
    case 'bytes':
      return {
        value: { type: 'string', description: 'The content, if it is text.' },
        content_type: { type: 'string' },
        size_bytes: { type: 'integer' },
        base64: { type: 'string' },
      };
    case 'map':
      return {};
    default:
      return typeof shape === 'string' ? { value: SCALARS[shape] } : fieldSchemas(shape);
  }
}

function shapeSchema(shape: Shape): PortableSchema {
  if (isListShape(shape)) return { type: 'array', items: shapeSchema(shape[0]) };
  if (typeof shape !== 'string') return { type: 'object', properties: fieldSchemas(shape) };
  return shape === 'none' || shape === 'bytes' ? {} : SCALARS[shape];
}

function fieldSchemas(shape: Readonly<Record<string, Shape>>): Readonly<Record<string, PortableSchema>> {
  const fields = Object.entries(shape).map(([key, inner]) => {
    const name = key.replace(/\?$/, '');
    const schema = shapeSchema(inner);
    const isHidden = sensitivityOf(name) !== 'plain' && schema.type !== 'string';
    return [name, isHidden ? {} : key.endsWith('?') ? withoutType(schema) : schema] as const;
  });
  return Object.fromEntries(fields.filter(([name]) => PORTABLE_NAME.test(name)));
}

/** The same at every depth. */
function withoutTypes(schema: PortableSchema): PortableSchema {
  const { items, properties, ...rest } = withoutType(schema);
  return {
    ...rest,
    ...(items && { items: withoutTypes(items) }),
    ...(properties && { properties: mapSchemas(properties, withoutTypes) }),
  };
}

function mapSchemas(
  schemas: Readonly<Record<string, PortableSchema>>,
  change: (schema: PortableSchema) => PortableSchema,
): Readonly<Record<string, PortableSchema>> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, change(schema)]));
}

/** For what can be null: what is said of the inside still holds where there is one. */
function withoutType({ type, description, ...inside }: PortableSchema): PortableSchema {
  const isScalar = type !== undefined && type !== 'object' && type !== 'array';
  const says = [isScalar ? type : undefined, description].filter(Boolean).join(', ');
  return { ...(says !== '' && { description: says }), ...inside };
}
