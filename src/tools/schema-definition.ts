import type * as z from 'zod';

/** What a schema is made of, discriminated by `type`: for code that walks along schemas. */
export function schemaDefinition(schema: z.ZodType): z.core.$ZodTypes['_zod']['def'] {
  return (schema as unknown as z.core.$ZodTypes)._zod.def;
}
