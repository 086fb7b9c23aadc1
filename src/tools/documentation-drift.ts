import * as z from 'zod';

type Fields = Readonly<Record<string, z.ZodType>>;

/**
 * Schemas where Civis today differs from the documentation: `newer` parameters were added since, `dropped`
 * ones were removed.
 */
export const driftRegistry = z.registry<{ readonly since: 'newer' | 'dropped' }>();

/** Fields of objects that Civis shows today, that no request takes and that are not documented for every object. */
export const SHOWN_SINCE_DOCUMENTATION: ReadonlySet<string> = new Set([
  'author',
  'detected_info',
  'from_template_id',
  'git_repo_id',
  'my_permission_level',
  'user',
]);

/** Marks parameters that Civis accepts today and that are not documented. */
export function addedSinceDocumentation(fields: Fields): Fields {
  return mapFields(fields, (schema) => schema.clone().register(driftRegistry, { since: 'newer' }));
}

/** Marks documented parameters that Civis no longer accepts, in the description too. */
export function removedSinceDocumentation(fields: Fields): Fields {
  return mapFields(fields, (schema) => {
    const says = schema.description;
    const description = says === undefined ? 'Retired.' : `Retired. ${says}`;
    return schema.describe(description).register(driftRegistry, { since: 'dropped' });
  });
}

function mapFields(fields: Fields, change: (schema: z.ZodType) => z.ZodType): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, change(schema)]));
}
