import * as z from 'zod';
import type { CompactTool, Dispatch, ToolCall } from '../dispatch/tool-call.ts';
import { validateArguments } from '../dispatch/validate.ts';
import { isObject } from '../json.ts';
import { EFFECTS } from '../tools/effect.ts';
import type { Arguments } from '../tools/operation.ts';
import { map, text } from '../tools/parameters.ts';
import { defineCompactTool } from './define-compact-tool.ts';

const input = z.strictObject({
  name: text('Name of the operation.'),
  arguments: map('Arguments as described by operations_describe.').default({}),
});

/** Runs only operations that read, so a host may approve it permanently. */
export function readTool(dispatch: Dispatch): CompactTool {
  return defineCompactTool({
    verb: 'read',
    description: 'Run an operation that only reads data (effect: read).',
    effects: ['read'],
    input,
    call: async (tool, call) => dispatch({ ...innerCall(tool, call), readsOnly: true }),
  });
}

/** Runs any operation. */
export function changeTool(dispatch: Dispatch): CompactTool {
  return defineCompactTool({
    verb: 'change',
    description:
      'Run an operation that changes something (any other effect: create, update, run, share, delete …).',
    effects: EFFECTS,
    input,
    call: async (tool, call) => dispatch(innerCall(tool, call)),
  });
}

/** The call of the operation itself, as if the host had called it directly. */
function innerCall(tool: CompactTool, call: ToolCall): ToolCall {
  const { unlisted, rest } = withoutUnlisted(call.args);
  const { name, arguments: args } = input.parse(validateArguments(tool, nestArguments(rest)));
  return { ...call, name, args: { ...args, ...unlisted } };
}

/** What every operation takes and no schema lists. */
const UNLISTED: readonly string[] = ['confirm_token', 'save_as'];

/** It may be inside `arguments` or next to it, since no schema says where it belongs. */
function withoutUnlisted(given: unknown): { readonly unlisted: Arguments; readonly rest: unknown } {
  if (!isObject(given)) return { unlisted: {}, rest: given };
  const entries = Object.entries(given);
  return {
    unlisted: Object.fromEntries(entries.filter(([name]) => UNLISTED.includes(name))),
    rest: Object.fromEntries(entries.filter(([name]) => !UNLISTED.includes(name))),
  };
}

/** Accepts arguments next to `name` if there is no `arguments` object. */
function nestArguments(given: unknown): unknown {
  if (!isObject(given) || given['arguments'] !== undefined) return given;
  const { name, arguments: _, ...rest } = given;
  return Object.keys(rest).length === 0 ? given : { name, arguments: rest };
}
