import type * as z from 'zod';
import type { Operation } from '../../src/tools/operation.ts';
import { partsOf } from '../../src/tools/walk.ts';
import { REQUIRED_VALUES, TELLING_VALUES } from './example-values.ts';
import { peel } from './peel.ts';

/** A place in the arguments for which an example needs a value. */
interface Place {
  readonly operation: Operation;
  readonly path: string;
  readonly schema: z.ZodType;
}

/** Believable arguments of a call: the required ones, and one or two that show what the tool is for. */
export function exampleOf(operation: Operation): Readonly<Record<string, unknown>> {
  const telling = TELLING_VALUES[operation.name] ?? (operation.paging === null ? {} : { limit: 5 });
  const shown = operation.params.filter(({ name, required }) => required || Object.hasOwn(telling, name));
  return Object.fromEntries(
    shown.map(({ name, schema }) => [
      name,
      Object.hasOwn(telling, name) ? telling[name] : valueFor({ operation, path: name, schema }),
    ]),
  );
}

function valueFor(place: Place): unknown {
  const { operation, path, schema } = place;
  const keys = [`${operation.resource}.${path}`, path, path.split('.').at(-1) ?? path];
  const key = keys.find((candidate) => Object.hasOwn(REQUIRED_VALUES, candidate));
  if (key !== undefined) return REQUIRED_VALUES[key];
  const def = partsOf(peel(schema).core);
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
      throw new Error(`${operation.name} has no example of ${path}: write one in example-values.ts`);
  }
}

/** The required properties; the first one of an object that takes exactly one. */
function partsDue(place: Place, properties: readonly [string, z.ZodType][]): Record<string, unknown> {
  const takesOne = place.operation.rules.some(
    (rule) => 'exactlyOneOf' in rule && rule.exactlyOneOf === place.path,
  );
  const due = takesOne
    ? properties.slice(0, 1)
    : properties.filter(([, schema]) => partsOf(schema).type !== 'optional');
  return Object.fromEntries(
    due.map(([name, schema]) => [name, valueFor({ ...place, path: `${place.path}.${name}`, schema })]),
  );
}
