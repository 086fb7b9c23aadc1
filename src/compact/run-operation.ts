import * as z from 'zod';
import type { CompactTool, Dispatch, DispatchResult, ToolCall } from '../dispatch/tool-call.ts';
import { EFFECTS } from '../tools/effect.ts';
import { map, text } from '../tools/parameters.ts';
import { defineCompactTool } from './define-compact-tool.ts';
import { readNamedCall } from './named-call.ts';

const input = z.strictObject({
  name: text(),
  arguments: map('As in operations_describe.').default({}),
});

/** What runs an operation by its name. */
export interface OperationRunner {
  /** Whether there is an operation of this name. */
  readonly knows: (name: string) => boolean;
  readonly run: Dispatch;
}

/** Runs only operations that read, so a host may approve it permanently. */
export function readTool(runner: OperationRunner): CompactTool {
  return defineCompactTool({
    verb: 'read',
    description: 'Run an operation that only reads data (effect: read).',
    effects: ['read'],
    input,
    call: async (tool, call) => runNamed(tool, { ...call, readsOnly: true }, runner),
  });
}

/** Runs any operation. */
export function changeTool(runner: OperationRunner): CompactTool {
  return defineCompactTool({
    verb: 'change',
    description:
      'Run an operation that changes something (any other effect: create, update, run, share, delete …).',
    effects: EFFECTS,
    input,
    call: async (tool, call) => runNamed(tool, call, runner),
  });
}

/** Runs the operation itself, as if the host had called it directly. */
function runNamed(
  { name: tool }: CompactTool,
  call: ToolCall,
  runner: OperationRunner,
): Promise<DispatchResult> {
  return runner.run({ ...call, ...readNamedCall(tool, call.args, runner.knows) });
}
