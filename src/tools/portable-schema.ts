import * as z from 'zod';

/**
 * The subset of JSON Schema that every model provider accepts: no unions, references, patterns or
 * `additionalProperties`. Validation enforces what the subset cannot express.
 */
export interface PortableSchema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly description?: string;
  readonly properties?: Readonly<Record<string, PortableSchema>>;
  readonly required?: readonly string[];
  readonly items?: PortableSchema;
  readonly maxItems?: number;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface ToolSchema extends PortableSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, PortableSchema>>;
}

/** The input schema that lists of tools show, derived from `input` unless the tool has one of its own. */
export function advertisedInput(tool: {
  readonly advertised?: ToolSchema | undefined;
  readonly input: z.ZodObject;
}): ToolSchema {
  return tool.advertised ?? toToolSchema(tool.input);
}

/** The advertised form of an operation's input, deeply frozen. */
export function toToolSchema(input: z.ZodObject): ToolSchema {
  const schema = toPortable(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }));
  return Object.freeze({ ...schema, type: 'object', properties: schema.properties ?? {} });
}

function toPortable(schema: z.core.JSONSchema.BaseSchema): PortableSchema {
  // zod represents a nullable schema as a union. The description explains null; validation accepts it.
  const union = schema.anyOf?.find((option) => option.type !== 'null');
  if (union !== undefined) {
    return toPortable(
      schema.description === undefined ? union : { ...union, description: schema.description },
    );
  }
  const { type, items, properties = {} } = schema;
  const bounds = {
    minimum: isStatedBound(schema.minimum) ? schema.minimum : undefined,
    maximum: isStatedBound(schema.maximum) ? schema.maximum : undefined,
  };
  return freezeDefined({
    type: type as PortableSchema['type'],
    description: schema.description,
    enum: schema.enum === undefined ? undefined : Object.freeze(schema.enum.map(String)),
    format: schema.format,
    ...bounds,
    items: type === 'array' ? toPortable(isJsonSchema(items) ? items : { type: 'string' }) : undefined,
    maxItems: schema.maxItems,
    properties: type === 'object' ? freezeDefined(toPortableProperties(properties)) : undefined,
    required: schema.required?.length ? Object.freeze([...schema.required]) : undefined,
  });
}

function toPortableProperties(properties: Record<string, z.core.JSONSchema._JSONSchema>) {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      toPortable(isJsonSchema(schema) ? schema : {}),
    ]),
  );
}

/** zod bounds every integer by the safe range, which is no useful information for a reader. */
function isStatedBound(bound: number | undefined): boolean {
  return bound !== undefined && Math.abs(bound) !== Number.MAX_SAFE_INTEGER;
}

function isJsonSchema(value: unknown): value is z.core.JSONSchema.BaseSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Freezes a copy without undefined properties. */
function freezeDefined<T extends object>(value: T): { readonly [K in keyof T]: Exclude<T[K], undefined> } {
  const stated = Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined));
  return Object.freeze(stated) as { readonly [K in keyof T]: Exclude<T[K], undefined> };
}
