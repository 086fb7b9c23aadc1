import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Presenter } from '../../dispatch/present.ts';
import type { DispatchResult } from '../../dispatch/tool-call.ts';
import { isObject } from '../../json.ts';
import { compactJson, type Structured, type Truncated, truncate } from './truncate.ts';

/** What holds for everything that is delivered. */
export interface ResultRules {
  /** Characters of text that one result may have. */
  readonly maxChars: number;
  /** Keeps secrets and hidden characters out of errors and questions; results come without them. */
  readonly protect: Presenter['protect'];
}

/** The way out of every answer: shape, truncate, render. */
export function renderAnswer(
  { tool, args, outcome }: DispatchResult,
  { maxChars }: Pick<ResultRules, 'maxChars'>,
): CallToolResult {
  const { value, page, notice, notices = [], savedTo, total } = outcome;
  const shaped = shapeResult(value, page);
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

function toResult({ structured, text }: Truncated): CallToolResult {
  return { content: [{ type: 'text', text }], structuredContent: structured };
}

function shapeResult(value: unknown, page: unknown): Structured {
  if (Array.isArray(value)) return page === undefined ? { items: value } : { items: value, page };
  if (isObject(value)) return value;
  return value === undefined || value === null ? { done: true } : { value };
}
