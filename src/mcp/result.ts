import type { CallToolResult } from '@modelcontextprotocol/server';
import { isObject } from '../json.ts';
import type { Answer } from '../tools/invoke.ts';
import { fitBudget, type Structured } from './budget.ts';
import { cleanAll } from './clean.ts';
import type { Redact } from './redact.ts';

export interface ResultRules {
  /** Characters of text that one result may have. */
  readonly maxChars: number;
  readonly redact: Redact;
}

/** The way out of every answer: shape, redact, cut to the budget, render. */
export function renderAnswer(
  { tool, args, outcome }: Answer,
  { maxChars, redact }: ResultRules,
): CallToolResult {
  const { value, page, notice } = outcome;
  // The catalogue holds no secrets, only parameters that are named like some.
  const safe = tool.kind === 'catalogue' ? value : redact(cleanAll(value));
  const shaped = shape(safe, page);
  const whole = notice === undefined ? shaped : { ...shaped, notice };
  const { structured, text } = fitBudget(whole, maxChars, tool, args);
  return { content: [{ type: 'text', text }], structuredContent: structured };
}

function shape(value: unknown, page: unknown): Structured {
  if (Array.isArray(value)) return page === undefined ? { items: value } : { items: value, page };
  if (isObject(value)) return value;
  return value === undefined || value === null ? { done: true } : { value };
}
