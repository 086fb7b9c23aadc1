import type { Tool } from '@modelcontextprotocol/server';
import { printableJson, printableLine } from './printable.ts';

/** The offered tools: one line for each, or as hosts receive them. */
export function listTools(tools: readonly Tool[], asJson: boolean): string {
  if (asJson) return `${printableJson({ tools })}\n`;
  const width = Math.max(0, ...tools.map(({ name }) => name.length));
  const lines = tools.map(
    ({ name, description }) => `${name.padEnd(width)}  ${printableLine(description ?? '')}\n`,
  );
  return `${lines.join('')}${tools.length} tools\n`;
}
