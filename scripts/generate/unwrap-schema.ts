import type * as z from 'zod';
import { driftRegistry } from '../../src/tools/documentation-drift.ts';
import { schemaDefinition } from '../../src/tools/schema-definition.ts';

/** A schema without its optional and nullable wrappers, with what they and the drift registry state. */
export interface UnwrappedSchema {
  readonly core: z.ZodType;
  readonly nullable: boolean;
  readonly since: 'newer' | 'dropped' | undefined;
}

export function unwrapSchema(schema: z.ZodType): UnwrappedSchema {
  const since = driftRegistry.get(schema)?.since;
  const def = schemaDefinition(schema);
  if (def.type !== 'optional' && def.type !== 'nullable') return { core: schema, nullable: false, since };
  const inner = unwrapSchema(def.innerType as z.ZodType);
  return { ...inner, nullable: inner.nullable || def.type === 'nullable', since: since ?? inner.since };
}
