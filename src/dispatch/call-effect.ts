import type { Effect } from '../tools/effect.ts';
import type { Arguments } from '../tools/operation.ts';
import type { Tool } from './tool-catalogue.ts';

/** The effect of a call: some workflows only read, unless an argument makes them change something. */
export function effectOfCall(tool: Tool, args: Arguments): Effect {
  if (tool.kind === 'operation' || tool.readsUnless === undefined) return tool.effect;
  return changingArguments(tool, args).length > 0 ? tool.worstCase : tool.effect;
}

/** The names of the arguments because of which a call does not only read. */
export function changingArguments(tool: Tool, args: Arguments): string[] {
  if (tool.kind === 'operation') return [];
  return (tool.readsUnless ?? []).filter((name) => isSetArgument(args[name]));
}

function isSetArgument(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
}
