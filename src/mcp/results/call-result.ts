import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Presenter } from '../../dispatch/present.ts';
import type { DispatchResult } from '../../dispatch/tool-call.ts';
import { isObject } from '../../json.ts';
import { type Structured, truncate } from './truncate.ts';

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
  const { value, page, notice } = outcome;
  const shaped = shapeResult(value, page);
  const whole = notice === undefined ? shaped : { ...shaped, notice };
  const { structured, text } = truncate(whole, maxChars, tool, args);
  return { content: [{ type: 'text', text }], structuredContent: structured };
}

function shapeResult(value: unknown, page: unknown): Structured {
  if (Array.isArray(value)) return page === undefined ? { items: value } : { items: value, page };
  if (isObject(value)) return value;
  return value === undefined || value === null ? { done: true } : { value };
}
