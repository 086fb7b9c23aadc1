import { isObject } from '../json.ts';
import type { ValidatedTool } from '../tools/operation.ts';
import { type ToolSchema, toToolSchema } from '../tools/portable-schema.ts';

/**
 * The part of a tool's schema that is needed to correct a call: the wrong parameters or, if they are not known,
 * the required and the given ones.
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
  const needed = required.filter((name) => names.has(name));
  return {
    type: 'object',
    properties: Object.fromEntries(part),
    ...(needed.length > 0 && { required: needed }),
  };
}

/** Names of arguments, at the top level or inside `arguments`. */
function givenArgumentNames(given: unknown): string[] {
  if (!isObject(given)) return [];
  const { arguments: inner, ...own } = given;
  return [...Object.keys(own), ...(isObject(inner) ? Object.keys(inner) : [])];
}
