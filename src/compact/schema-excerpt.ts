import { isObject } from '../json.ts';
import type { ValidatedTool } from '../tools/operation.ts';
import { type PortableSchema, type ToolSchema, toToolSchema } from '../tools/portable-schema.ts';

/**
 * The part of a tool's schema that a second try needs: the parameters at fault; where none is known to be,
 * those that must be given and those that were.
 */
export function schemaExcerpt(
  tool: ValidatedTool,
  given: unknown,
  faulty: readonly string[] = [],
): ToolSchema {
  const { properties, required = [] } = toToolSchema(tool.input);
  const blamed = faulty.filter((name) => Object.hasOwn(properties, name));
  const names = new Set(blamed.length > 0 ? blamed : [...required, ...givenArgumentNames(given)]);
  const part = Object.entries(properties).filter(([name]) => names.has(name));
  const requiredHere = required.filter((name) => names.has(name));
  return {
    type: 'object',
    properties: Object.fromEntries(part) as Readonly<Record<string, PortableSchema>>,
    ...(requiredHere.length > 0 && { required: requiredHere }),
  };
}

/** Names of arguments, whether they stand by themselves or inside `arguments`. */
function givenArgumentNames(given: unknown): string[] {
  if (!isObject(given)) return [];
  const { arguments: inner, ...own } = given;
  return [...Object.keys(own), ...(isObject(inner) ? Object.keys(inner) : [])];
}
