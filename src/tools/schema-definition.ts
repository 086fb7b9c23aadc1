import type * as z from 'zod';

/** The definition of a schema, discriminated by `type`, for code that walks through schemas. */
export function schemaDefinition(schema: z.ZodType): z.core.$ZodTypes['_zod']['def'] {
  return (schema as unknown as z.core.$ZodTypes)._zod.def;
}
