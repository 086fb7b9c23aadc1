import type * as z from 'zod';
import type { Arguments, Operation } from '../operation.ts';
import { schemaDefinition } from '../walk.ts';
import { REQUIRED_VALUES, TELLING_VALUES } from './values.ts';

/** A place in the arguments for which an example needs a value. */
interface Place {
  readonly operation: Operation;
  readonly path: string;
  readonly schema: z.ZodType;
  readonly untold: Untold;
}

/** Stands in where no value is written down, or says that one is missing. */
type Untold = (operation: Operation, path: string, schema: z.ZodType) => unknown;

/** Believable arguments of a call: the required ones, and one or two that show what the tool is for. */
export function exampleOf(operation: Operation, untold: Untold = standIn): Arguments {
  const telling = TELLING_VALUES[operation.name] ?? (operation.paging === null ? {} : { limit: 5 });
  const shown = operation.params.filter(({ name, required }) => required || Object.hasOwn(telling, name));
  return Object.fromEntries(
    shown.map(({ name, schema }) => [
      name,
      Object.hasOwn(telling, name) ? telling[name] : valueFor({ operation, path: name, schema, untold }),
    ]),
  );
}

function valueFor(place: Place): unknown {
  const { operation, path, schema, untold } = place;
  const keys = [`${operation.resource}.${path}`, path, path.split('.').at(-1) ?? path];
  const key = keys.find((candidate) => Object.hasOwn(REQUIRED_VALUES, candidate));
  if (key !== undefined) return REQUIRED_VALUES[key];
  const core = coreOf(schema);
  const def = schemaDefinition(core);
  switch (def.type) {
    case 'enum':
      return Object.values(def.entries)[0];
    case 'boolean':
      return true;
    case 'array':
      return [valueFor({ ...place, schema: def.element as z.ZodType })];
    case 'object':
      return partsDue(place, Object.entries(def.shape) as [string, z.ZodType][]);
    default:
      return untold(operation, path, core);
  }
}

/** The required properties; the first one of an object that takes exactly one. */
function partsDue(place: Place, properties: readonly [string, z.ZodType][]): Record<string, unknown> {
  const takesOne = place.operation.constraints.some(
    (rule) => 'exactlyOneOf' in rule && rule.exactlyOneOf === place.path,
  );
  const due = takesOne
    ? properties.slice(0, 1)
    : properties.filter(([, schema]) => schemaDefinition(schema).type !== 'optional');
  return Object.fromEntries(
    due.map(([name, schema]) => [name, valueFor({ ...place, path: `${place.path}.${name}`, schema })]),
  );
}

/** What an operation that nobody wrote values for is shown with: of the right type, and no more. */
const standIn: Untold = (_, path, schema) => {
  switch (schemaDefinition(schema).type) {
    case 'number':
      return 1;
    case 'record':
      return {};
    default:
      return `<${path.split('.').at(-1) ?? path}>`;
  }
};

function coreOf(schema: z.ZodType): z.ZodType {
  const def = schemaDefinition(schema);
  const wrapped = def.type === 'optional' || def.type === 'nullable' || def.type === 'default';
  return wrapped ? coreOf(def.innerType as z.ZodType) : schema;
}
