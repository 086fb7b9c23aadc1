import * as z from 'zod';

type Fields = Readonly<Record<string, z.ZodType>>;

/**
 * Schemas where Civis today differs from the documentation: `newer` ones it has added since, `dropped`
 * ones it no longer knows.
 */
export const driftRegistry = z.registry<{ readonly since: 'newer' | 'dropped' }>();

/** Marks what Civis takes today and the documentation does not know. */
export function addedSinceDocumentation(fields: Fields): Fields {
  return mapFields(fields, (schema) => schema.clone().register(driftRegistry, { since: 'newer' }));
}

/** Marks what the documentation has and Civis no longer takes, in the description too. */
export function removedSinceDocumentation(fields: Fields): Fields {
  return mapFields(fields, (schema) => {
    const says = schema.description;
    const words = says === undefined ? 'Retired' : `Retired; ${says}`;
    return schema.describe(words).register(driftRegistry, { since: 'dropped' });
  });
}

function mapFields(fields: Fields, change: (schema: z.ZodType) => z.ZodType): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, change(schema)]));
}
