import type { Effect } from '../tools/effect.ts';
import type { Arguments } from '../tools/operation.ts';
import type { Tool } from './tool-catalogue.ts';

/** The effect of a call: some workflows only read, unless an argument lets them change something. */
export function effectOfCall(tool: Tool, args: Arguments): Effect {
  if (tool.kind === 'operation' || tool.readsUnless === undefined) return tool.effect;
  return args[tool.readsUnless] === true ? tool.worstCase : tool.effect;
}
