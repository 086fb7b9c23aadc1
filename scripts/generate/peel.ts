import type * as z from 'zod';
import { driftRegistry } from '../../src/tools/drift.ts';
import { schemaDefinition } from '../../src/tools/walk.ts';

/** A schema without its layers of optional and nullable, and what these and the drift from the documentation say. */
export interface Peeled {
  readonly core: z.ZodType;
  readonly nullable: boolean;
  readonly since: 'newer' | 'dropped' | undefined;
}

export function peel(schema: z.ZodType): Peeled {
  const since = driftRegistry.get(schema)?.since;
  const def = schemaDefinition(schema);
  if (def.type !== 'optional' && def.type !== 'nullable') return { core: schema, nullable: false, since };
  const inner = peel(def.innerType as z.ZodType);
  return { ...inner, nullable: inner.nullable || def.type === 'nullable', since: since ?? inner.since };
}
