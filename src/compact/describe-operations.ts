import * as z from 'zod';
import type { CompactTool } from '../dispatch/tool-call.ts';
import type { Tool } from '../dispatch/tool-catalogue.ts';
import type { ToolRegistry } from '../dispatch/tool-registry.ts';
import { validateArguments } from '../dispatch/validate.ts';
import { describeConstraint } from '../tools/constraints.ts';
import { exampleArguments } from '../tools/examples/example-arguments.ts';
import type { Operation } from '../tools/operation.ts';
import { list, map, record, text } from '../tools/parameters.ts';
import { toToolSchema } from '../tools/portable-schema.ts';
import { describeAnswer } from '../tools/shape-description.ts';
import { catalogueResult, defineCompactTool } from './define-compact-tool.ts';
import { relatedTo } from './related-operations.ts';

/** Maximum number of operations in one call. */
const MAX_DESCRIBED = 10;

const input = z.strictObject({
  names: z.array(z.string()).min(1).max(MAX_DESCRIBED).describe('As operations_search gives them'),
});

const described = record({
  name: text(),
  effect: text(),
  description: text(),
  request: text(),
  run_with: text(),
  input_schema: map(),
  rules: list(text()),
  returns: text(),
  example: map('Arguments of a call'),
  related: list(text()),
});

/** Tells all that is known of the operations that are named, out of what is offered. */
export function describeTool({ find, offered }: ToolRegistry<Tool>): CompactTool {
  const operations = [...offered.values()].filter((tool) => tool.kind === 'operation');
  return defineCompactTool({
    verb: 'describe',
    description: 'Tell all about operations: input schema, request, answer, an example, related ones.',
    effects: ['read'],
    input,
    output: { items: list(described) },
    call: async (tool, { args: given }) => {
      const args = input.parse(validateArguments(tool, given));
      const items = [...new Set(args.names)].map(find).map((each) => describeOperation(each, operations));
      return catalogueResult(tool, args, { items });
    },
  });
}

function describeOperation(tool: Tool, operations: readonly Operation[]) {
  const { name, effect, description, constraints } = tool;
  const facts = { name, effect, description, input_schema: toToolSchema(tool.input) };
  if (tool.kind === 'workflow') return { ...facts, run_with: name };
  return {
    ...facts,
    request: `${tool.verb} ${tool.path}`,
    run_with: effect === 'read' ? 'operations_read' : 'operations_change',
    ...(constraints.length > 0 && { rules: constraints.map((rule) => describeConstraint(rule)) }),
    returns: describeAnswer(tool),
    example: exampleArguments(tool),
    related: relatedTo(tool, operations),
  };
}
