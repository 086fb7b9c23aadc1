import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Presenter } from '../../dispatch/present.ts';
import type { DispatchResult } from '../../dispatch/tool-call.ts';
import { isObject } from '../../json.ts';
import type { PortableSchema } from '../../tools/portable-schema.ts';
import { listSome } from '../../wording.ts';
import { fitToSchema } from './fit-to-schema.ts';
import { compactJson, type Structured, type Truncated, truncate } from './truncate.ts';

/** Names of fields that a notice lists. */
const MAX_LEFT_OUT = 5;

/** What holds for everything that is delivered. */
export interface ResultRules {
  /** Characters of text that one result may have. */
  readonly maxChars: number;
  /** Keeps secrets and hidden characters out of errors and questions; results come without them. */
  readonly protect: Presenter['protect'];
  /** The schema that the host was given for a tool's results; left out: none, for no operation. */
  readonly schemaOfResult?: (tool: DispatchResult['tool']) => PortableSchema | undefined;
}

/** The way out of every answer: shape, truncate, render. */
export function renderAnswer(
  { tool, args, outcome }: DispatchResult,
  { maxChars, schemaOfResult }: Pick<ResultRules, 'maxChars' | 'schemaOfResult'>,
): CallToolResult {
  const { value, page, notice, savedTo, total } = outcome;
  const { shaped, leftOut } = fitted(shapeResult(value, page), schemaOfResult?.(tool));
  const notices = [...(outcome.notices ?? []), ...leftOut];
  const whole = notice === undefined ? shaped : { ...shaped, notice };
  const aside = {
    ...(savedTo && { saved_to: savedTo }),
    ...(notices.length > 0 && { notices }),
  };
  if (Object.keys(aside).length === 0) return toResult(truncate(whole, maxChars, tool, args, total));
  // What is said about the result is shown whatever is cut.
  const room = maxChars - compactJson(aside).length;
  const { structured } = truncate(whole, room, tool, args, total);
  const complete = { ...structured, ...aside };
  return toResult({ structured: complete, text: compactJson(complete) });
}

function fitted(
  whole: Structured,
  schema: PortableSchema | undefined,
): { readonly shaped: Structured; readonly leftOut: readonly string[] } {
  if (schema === undefined) return { shaped: whole, leftOut: [] };
  const { value, leftOut } = fitToSchema(schema, whole);
  if (leftOut.length === 0) return { shaped: value, leftOut };
  const names = listSome(leftOut, MAX_LEFT_OUT);
  const advice = 'To see them, start the server without --output-schemas.';
  return {
    shaped: value,
    leftOut: [`Left out because of another type than documented: ${names}. ${advice}`],
  };
}

function toResult({ structured, text }: Truncated): CallToolResult {
  return { content: [{ type: 'text', text }], structuredContent: structured };
}

function shapeResult(value: unknown, page: unknown): Structured {
  if (Array.isArray(value)) return page === undefined ? { items: value } : { items: value, page };
  if (isObject(value)) return value;
  return value === undefined || value === null ? { done: true } : { value };
}
