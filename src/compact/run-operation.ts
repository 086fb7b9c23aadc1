import * as z from 'zod';
import type { CompactTool, Dispatch, ToolCall } from '../dispatch/tool-call.ts';
import { validateArguments } from '../dispatch/validate.ts';
import { isObject } from '../json.ts';
import type { Effect } from '../tools/effect.ts';
import { map, text } from '../tools/parameters.ts';
import { defineCompactTool } from './define-compact-tool.ts';

const input = z.strictObject({
  name: text(),
  arguments: map('As operations_describe tells').default({}),
});

/** Runs what reads, and nothing else: a host may approve it for good. */
export function readTool(dispatch: Dispatch): CompactTool {
  return defineCompactTool({
    verb: 'read',
    description: 'Run an operation whose effect is read.',
    effects: ['read'],
    input,
    call: async (tool, call) => dispatch({ ...innerCall(tool, call), readsOnly: true }),
  });
}

/** Runs any operation; `effects` are those of what is offered. */
export function changeTool(dispatch: Dispatch, effects: readonly Effect[]): CompactTool {
  return defineCompactTool({
    verb: 'change',
    description: 'Run an operation of any other effect: create, update, run, share, delete …',
    effects,
    input,
    call: async (tool, call) => dispatch(innerCall(tool, call)),
  });
}

/** The call that is meant, as if it had come by the operation's own name. */
function innerCall(tool: CompactTool, call: ToolCall): ToolCall {
  const { args: given, signal, report, caller } = call;
  const { token, rest } = withoutToken(given);
  const { name, arguments: args } = input.parse(validateArguments(tool, nestArguments(rest)));
  return {
    name,
    args: token === undefined ? args : { ...args, confirm_token: token },
    signal,
    report,
    ...(caller && { caller }),
  };
}

/** A confirmation token may be inside `arguments` or next to it: no schema states where. */
function withoutToken(given: unknown): { readonly token: unknown; readonly rest: unknown } {
  if (!isObject(given)) return { token: undefined, rest: given };
  const { confirm_token: token, ...rest } = given;
  return { token, rest };
}

/** Accepts arguments that were written next to the name instead of inside `arguments`. */
function nestArguments(given: unknown): unknown {
  if (!isObject(given) || given['arguments'] !== undefined) return given;
  const { name, arguments: _, ...rest } = given;
  return Object.keys(rest).length === 0 ? given : { name, arguments: rest };
}
