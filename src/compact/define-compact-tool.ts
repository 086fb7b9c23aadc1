import * as z from 'zod';
import type { CompactTool, DispatchResult, ToolCall } from '../dispatch/tool-call.ts';
import { type Effect, hintsOf } from '../tools/effect.ts';
import { type Fields, withOptional } from '../tools/parameters.ts';

interface CompactToolDefinition {
  readonly verb: string;
  readonly description: string;
  /** What a call may do; the hints cover all of them. */
  readonly effects: readonly Effect[];
  readonly input: z.ZodObject;
  readonly output?: Fields;
  readonly call: (tool: CompactTool, call: ToolCall) => Promise<DispatchResult>;
}

export function defineCompactTool({
  verb,
  description,
  effects,
  input,
  output,
  call,
}: CompactToolDefinition): CompactTool {
  const tool: CompactTool = Object.freeze({
    kind: 'compact',
    resource: 'operations',
    name: `operations_${verb}`,
    title: `operations: ${verb}`,
    description,
    input,
    params: [],
    constraints: [],
    hints: Object.freeze(hintsOf(...effects)),
    // An error is returned instead of the result, so no field can be required.
    output: output === undefined ? null : z.object(withOptional(output, [])),
    call: (toolCall: ToolCall) => call(tool, toolCall),
  });
  return tool;
}

/** A result from the catalogue itself, without any request. */
export function catalogueResult(
  tool: CompactTool,
  args: DispatchResult['args'],
  value: unknown,
): DispatchResult {
  return { tool, args, outcome: { value }, traffic: { requests: 0, retries: 0, status: undefined } };
}
