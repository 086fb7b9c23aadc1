import * as z from 'zod';
import { checkArguments } from '../check.ts';
import type { Directory } from '../directory.ts';
import { exampleArguments } from '../examples/example-arguments.ts';
import type { Tool } from '../index.ts';
import type { Operation } from '../operation.ts';
import { list, map, record, text } from '../params.ts';
import { ruleInWords } from '../rules.ts';
import { toToolSchema } from '../schema.ts';
import { answerInWords } from '../shape-words.ts';
import { answerOf, type CatalogueTool, defineCatalogueTool } from './catalogue-tool.ts';
import { relatedTo } from './related.ts';

/** Operations that one answer describes at the most. */
const MOST_DESCRIBED = 10;

const input = z.strictObject({
  names: z.array(z.string()).min(1).max(MOST_DESCRIBED).describe('As operations_search gives them'),
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
export function describeTool({ find, offered }: Directory<Tool>): CatalogueTool {
  const operations = [...offered.values()].filter((tool) => tool.kind === 'operation');
  return defineCatalogueTool({
    does: 'describe',
    says: 'Tell all about operations: input schema, request, answer, an example, related ones.',
    effects: ['read'],
    input,
    output: { items: list(described) },
    answer: async (tool, { args: given }) => {
      const args = input.parse(checkArguments(tool, given));
      const items = [...new Set(args.names)].map(find).map((each) => describe(each, operations));
      return answerOf(tool, args, { items });
    },
  });
}

function describe(tool: Tool, operations: readonly Operation[]) {
  const { name, effect, description, rules } = tool;
  const facts = { name, effect, description, input_schema: toToolSchema(tool.input) };
  if (tool.kind === 'workflow') return { ...facts, run_with: name };
  return {
    ...facts,
    request: `${tool.verb} ${tool.path}`,
    run_with: effect === 'read' ? 'operations_read' : 'operations_change',
    ...(rules.length > 0 && { rules: rules.map((rule) => ruleInWords(rule)) }),
    returns: answerInWords(tool),
    example: exampleArguments(tool),
    related: relatedTo(tool, operations),
  };
}
