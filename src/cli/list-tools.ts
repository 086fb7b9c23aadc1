import type { Tool } from '@modelcontextprotocol/server';

/** The offered tools: one line for each, or as hosts receive them. */
export function listTools(tools: readonly Tool[], asJson: boolean): string {
  if (asJson) return `${JSON.stringify({ tools }, undefined, 2)}\n`;
  const width = Math.max(0, ...tools.map(({ name }) => name.length));
  const lines = tools.map(({ name, description }) => `${name.padEnd(width)}  ${description ?? ''}\n`);
  return `${lines.join('')}${tools.length} tools\n`;
}
