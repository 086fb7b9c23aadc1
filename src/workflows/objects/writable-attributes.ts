import type * as z from 'zod';
import { isObject } from '../../json.ts';
import { extraOperations, innerOperationsByName, operations } from '../../tools/catalogue/catalogue.ts';
import type { Arguments, Operation } from '../../tools/operation.ts';
import { schemaDefinition } from '../../tools/schema-definition.ts';

const byName: ReadonlyMap<string, Operation> = new Map(
  [...operations, ...extraOperations].map((operation) => [operation.name, operation]),
);

/** An operation of the catalogue; undefined if the platform does not have it. */
export function operationNamed(name: string): Operation | undefined {
  return byName.get(name) ?? innerOperationsByName.get(name);
}

/** What an object shows and an operation takes, at every depth, so that it can be sent back. */
export function writableAttributes({ params }: Operation, shown: Arguments): Arguments {
  const taken = params.filter(({ in: where, name }) => where === 'body' && isSet(shown[name]));
  return Object.fromEntries(taken.map(({ name, schema }) => [name, writablePart(schema, shown[name])]));
}

function writablePart(schema: z.ZodType, value: unknown): unknown {
  const definition = schemaDefinition(schema);
  switch (definition.type) {
    case 'optional':
    case 'nullable':
    case 'default':
      return writablePart(definition.innerType as z.ZodType, value);
    case 'array':
      return Array.isArray(value)
        ? value.map((each) => writablePart(definition.element as z.ZodType, each))
        : value;
    case 'object': {
      if (!isObject(value)) return value;
      const known = Object.entries(definition.shape).filter(([name]) => isSet(value[name]));
      return Object.fromEntries(
        known.map(([name, inner]) => [name, writablePart(inner as z.ZodType, value[name])]),
      );
    }
    default:
      return value;
  }
}

/** What an object shows as null it need not take as null. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
