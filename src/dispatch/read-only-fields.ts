import type * as z from 'zod';
import { isObject, setOwn } from '../json.ts';
import { SHOWN_SINCE_DOCUMENTATION } from '../tools/documentation-drift.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import { readOnlyNamesRegistry } from '../tools/parameters.ts';
import { schemaDefinition } from '../tools/schema-definition.ts';
import { fieldShape, isListShape, type Shape } from '../tools/shape.ts';
import { listSome } from '../wording.ts';
import { findObjectReader } from './object-reader.ts';
import type { Tool } from './tool-catalogue.ts';

/** Arguments without the fields that only responses have, and a notice of those. */
export interface Sendable {
  readonly sendable: unknown;
  readonly notices: readonly string[];
}

/**
 * Leaves out what the object shows of itself and an update or a replacement does not take, such as `created_at`, so
 * that an object can be sent back as it was read. Any other unknown key stays, for validation to refuse.
 */
export function sendableArguments(
  tool: Tool,
  given: unknown,
  catalogue: ReadonlyMap<string, Operation>,
): Sendable {
  const isChange = tool.effect === 'replace' || tool.effect === 'update';
  if (tool.kind !== 'operation' || !isChange || !isObject(given)) return { sendable: given, notices: [] };
  const reader = findObjectReader(tool, catalogue);
  if (reader === null) return { sendable: given, notices: [] };
  const fields = Object.fromEntries(tool.params.map(({ name, schema }) => [name, schema]));
  const dropped = new Set<string>();
  const sendable = strip(fields, reader.shape, given, '', dropped);
  return {
    sendable,
    notices:
      dropped.size === 0 ? [] : [`These fields are read-only and were not sent: ${listSome([...dropped])}.`],
  };
}

function strip(
  fields: Readonly<Record<string, z.ZodType>>,
  shape: Shape,
  given: Arguments,
  prefix: string,
  dropped: Set<string>,
): Arguments {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const schema = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (schema !== undefined) {
      setOwn(kept, name, stripInside(schema, fieldShape(shape, name), value, `${prefix}${name}`, dropped));
    } else if (hasField(shape, name) || (prefix === '' && SHOWN_SINCE_DOCUMENTATION.has(name))) {
      dropped.add(`${prefix}${name}`);
    } else {
      setOwn(kept, name, value);
    }
  }
  return kept;
}

function stripInside(
  schema: z.ZodType,
  shape: Shape,
  value: unknown,
  place: string,
  dropped: Set<string>,
): unknown {
  const def = schemaDefinition(schema);
  if (def.type === 'optional' || def.type === 'nullable') {
    return stripInside(def.innerType as z.ZodType, shape, value, place, dropped);
  }
  if (def.type === 'object' && isObject(value)) {
    const readOnly = readOnlyNamesRegistry.get(schema)?.names ?? [];
    const settable = Object.entries(value).filter(([name]) => !readOnly.includes(name));
    for (const name of Object.keys(value)) if (readOnly.includes(name)) dropped.add(`${place}.${name}`);
    const given = Object.fromEntries(settable);
    return strip(def.shape as Record<string, z.ZodType>, shape, given, `${place}.`, dropped);
  }
  if (def.type === 'array' && Array.isArray(value) && isListShape(shape)) {
    return value.map((item) => stripInside(def.element as z.ZodType, shape[0], item, place, dropped));
  }
  return value;
}

function hasField(shape: Shape, name: string): boolean {
  return isObject(shape) && (Object.hasOwn(shape, name) || Object.hasOwn(shape, `${name}?`));
}
