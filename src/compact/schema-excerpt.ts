import { CallError } from '../errors.ts';
import type { ValidatedTool } from '../tools/operation.ts';
import {
  advertisedInput,
  type PortableSchema,
  type ToolSchema,
  toToolSchema,
} from '../tools/portable-schema.ts';

type DescribedTool = ValidatedTool & { readonly advertised?: ToolSchema | undefined };

/**
 * Adds the part of the input schema that is needed to correct a call, for a caller who has not seen it. Only
 * wrong arguments are corrected so: a refusal of the platform is none of the schema's.
 */
export function withSchemaExcerpt(cause: unknown, tool: DescribedTool): unknown {
  if (!(cause instanceof CallError) || cause.kind !== 'invalid_input') return cause;
  const { status, schema: known, faulty } = cause.details;
  if (status !== undefined || known !== undefined) return cause;
  const schema = schemaExcerpt(tool, faulty);
  return schema === undefined ? cause : cause.with({ schema });
}

/** The schemas at these places in the arguments; without any place, those of the required parameters. */
function schemaExcerpt(tool: DescribedTool, faulty: readonly string[] | undefined): ToolSchema | undefined {
  const advertised = advertisedInput(tool);
  const places = (faulty ?? advertised.required ?? []).map((place) => place.split(/[.[\]]+/).filter(Boolean));
  const whole = places.filter(({ length }) => length === 1);
  const inner = places.filter(({ length }) => length > 1);
  const properties = {
    ...(inner.length > 0 && excerptAt(toToolSchema(tool.input), inner)?.properties),
    // Of a whole record, what lists of tools show is enough.
    ...excerptAt(advertised, whole)?.properties,
  };
  if (Object.keys(properties).length === 0) return undefined;
  const required = advertised.required?.filter((name) => Object.hasOwn(properties, name)) ?? [];
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

/** The schema with nothing in it but what leads to these places, and what is there. */
function excerptAt(
  schema: PortableSchema,
  places: readonly (readonly string[])[],
): PortableSchema | undefined {
  if (places.length === 0) return undefined;
  if (places.some((place) => place.length === 0)) return schema;
  const { type, items, properties } = schema;
  if (items !== undefined) {
    const inside = excerptAt(
      items,
      places.map(([, ...rest]) => rest),
    );
    return inside && { ...(type && { type }), items: inside };
  }
  if (properties === undefined || Object.keys(properties).length === 0) return schema;
  const kept = Object.entries(properties).flatMap(([name, inner]) => {
    const below = places.filter(([head]) => head === name).map(([, ...rest]) => rest);
    const part = excerptAt(inner, below);
    return part === undefined ? [] : [[name, part] as const];
  });
  return kept.length === 0 ? undefined : { type: 'object', properties: Object.fromEntries(kept) };
}
