import type * as z from 'zod';
import type { Arguments, Operation } from '../operation.ts';
import { schemaDefinition } from '../schema-definition.ts';
import { ILLUSTRATIVE_VALUES, REQUIRED_VALUES } from './example-values.ts';

/** Asks for the example value of one argument, or of a part of it. */
interface ExampleValueRequest {
  readonly operation: Operation;
  readonly path: string;
  readonly schema: z.ZodType;
  readonly fallback: Fallback;
}

/** Returns a value where none is listed in `example-values.ts`, or throws. */
type Fallback = (operation: Operation, path: string, schema: z.ZodType) => unknown;

/** Realistic arguments of a call: the required ones, and one or two that show what the tool is for. */
export function exampleArguments(operation: Operation, fallback: Fallback = placeholder): Arguments {
  const illustrative = ILLUSTRATIVE_VALUES[operation.name] ?? (operation.paging === null ? {} : { limit: 5 });
  const shown = operation.params.filter(
    ({ name, required }) => required || Object.hasOwn(illustrative, name),
  );
  return Object.fromEntries(
    shown.map(({ name, schema }) => [
      name,
      Object.hasOwn(illustrative, name)
        ? illustrative[name]
        : valueFor({ operation, path: name, schema, fallback }),
    ]),
  );
}

function valueFor(request: ExampleValueRequest): unknown {
  const { operation, path, schema, fallback } = request;
  const keys = [`${operation.resource}.${path}`, path, path.split('.').at(-1) ?? path];
  const key = keys.find((candidate) => Object.hasOwn(REQUIRED_VALUES, candidate));
  if (key !== undefined) return REQUIRED_VALUES[key];
  const core = unwrap(schema);
  const def = schemaDefinition(core);
  switch (def.type) {
    case 'enum':
      return Object.values(def.entries)[0];
    case 'boolean':
      return true;
    case 'array':
      return [valueFor({ ...request, schema: def.element as z.ZodType })];
    case 'object':
      return requiredProperties(request, Object.entries(def.shape) as [string, z.ZodType][]);
    default:
      return fallback(operation, path, core);
  }
}

/** The required properties; the first one of an object that takes exactly one. */
function requiredProperties(
  request: ExampleValueRequest,
  properties: readonly [string, z.ZodType][],
): Record<string, unknown> {
  const takesOne = request.operation.constraints.some(
    (constraint) => 'exactlyOneOf' in constraint && constraint.exactlyOneOf === request.path,
  );
  const required = takesOne
    ? properties.slice(0, 1)
    : properties.filter(([, schema]) => schemaDefinition(schema).type !== 'optional');
  return Object.fromEntries(
    required.map(([name, schema]) => [
      name,
      valueFor({ ...request, path: `${request.path}.${name}`, schema }),
    ]),
  );
}

/** A value of the right type, for described operations, which have no listed values. */
const placeholder: Fallback = (_, path, schema) => {
  switch (schemaDefinition(schema).type) {
    case 'number':
      return 1;
    case 'record':
      return {};
    default:
      return `<${path.split('.').at(-1) ?? path}>`;
  }
};

function unwrap(schema: z.ZodType): z.ZodType {
  const def = schemaDefinition(schema);
  const wrapped = def.type === 'optional' || def.type === 'nullable' || def.type === 'default';
  return wrapped ? unwrap(def.innerType as z.ZodType) : schema;
}
