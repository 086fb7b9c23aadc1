import * as z from 'zod';
import type { CompactTool } from '../dispatch/tool-call.ts';
import type { Tool } from '../dispatch/tool-catalogue.ts';
import { validateArguments } from '../dispatch/validate.ts';
import { CallError } from '../errors.ts';
import { isObject } from '../json.ts';
import type { Operation } from '../tools/operation.ts';
import { list, map, record, text } from '../tools/parameters.ts';
import type { Workflow } from '../workflows/workflow.ts';
import { catalogueResult, defineCompactTool } from './define-compact-tool.ts';
import { type Description, fitDescriptions } from './fit-descriptions.ts';

/** Maximum number of operations in a result. */
const MAX_DESCRIBED = 10;
/** Room in a result for what stands around the descriptions. */
const FRAME_CHARS = 400;

const input = z.strictObject({
  names: z.array(z.string()).min(1).meta({ maxItems: MAX_DESCRIBED }).describe(`Maximum: ${MAX_DESCRIBED}.`),
});

const described = record({
  name: text(),
  effect: text(),
  description: text(),
  request: text(),
  run_with: text('Tool to run it with.'),
  input_schema: map(),
  rules: list(text(), 'Further rules for the arguments.'),
  returns: text(),
  output_schema: map(),
  example: map('Arguments of an example call.'),
  related: list(text()),
  left_out: list(text(), 'Details that did not fit.'),
});

const unknown = record({ name: text(), message: text() });

/** What finds the operations to describe. */
export interface OperationFinder {
  readonly operations: readonly Operation[];
  readonly workflows: readonly Workflow[];
  /** @throws CallError `unknown_tool` with the nearest names, or `not_allowed`. */
  readonly find: (name: string) => Promise<Tool>;
  readonly outputSchemas: boolean;
}

/** Describes operations by name, if they are offered. */
export function describeTool({ find, ...context }: OperationFinder): CompactTool {
  return defineCompactTool({
    verb: 'describe',
    description:
      'Get the details of operations: input schema, request, result, an example call and related operations.',
    effects: ['read'],
    input,
    output: { items: list(described), unknown: list(unknown), note: text() },
    call: async (tool, { args: given, maxChars = Number.POSITIVE_INFINITY }) => {
      const args = input.parse(validateArguments(tool, withNameList(given)));
      const names = [...new Set(args.names)];
      const { tools, unknown: failed } = await findEach(names.slice(0, MAX_DESCRIBED), find);
      const items = fitDescriptions(tools, context, maxChars - FRAME_CHARS - JSON.stringify(failed).length);
      const notes = [...reducedNote(items), ...othersNote(names.slice(MAX_DESCRIBED))];
      return catalogueResult(tool, args, {
        items,
        ...(failed.length > 0 && { unknown: failed }),
        ...(notes.length > 0 && { note: notes.join(' ') }),
      });
    },
  });
}

/** One name, under any key that models use, or several in one text. */
function withNameList(given: unknown): unknown {
  if (!isObject(given)) return given;
  const { name, operation, tool, ...rest } = given;
  const names = rest['names'] ?? name ?? operation ?? tool;
  const isText = typeof names === 'string' && !names.trimStart().startsWith('[');
  return { ...rest, names: isText ? names.split(',').map((each) => each.trim()) : names };
}

/** What is known, and why the rest is not. If nothing is, the first reason is the error. */
async function findEach(names: readonly string[], find: OperationFinder['find']) {
  const found = await Promise.all(
    names.map((name) =>
      find(name).then(
        (tool) => tool,
        (cause: unknown) => {
          if (cause instanceof CallError) return { name, cause };
          throw cause;
        },
      ),
    ),
  );
  const failed = found.flatMap((each) => ('cause' in each ? [each] : []));
  const tools = new Set(found.flatMap((each) => ('cause' in each ? [] : [each])));
  const [only] = failed;
  if (tools.size === 0 && only !== undefined && failed.length === 1) throw only.cause;
  const unknown = failed.map(({ name, cause: { message, details } }) => ({
    name,
    message: [message, details.hint].filter(Boolean).join(' '),
  }));
  if (tools.size === 0) {
    const [kind, hint] = [only?.cause.kind ?? 'unknown_tool', unknown.map((each) => each.message).join(' ')];
    throw new CallError(kind, 'None of these operations can be described.', { hint });
  }
  return { tools: [...tools], unknown };
}

function reducedNote(items: readonly Description[]): string[] {
  const reduced = items.filter((item) => item.left_out !== undefined).map(({ name }) => name);
  if (reduced.length === 0) return [];
  return items.length === 1
    ? ['Some details were left out, because they are larger than a result may be.']
    : [
        `Some details were left out. To get them, describe fewer operations in one call: ${reduced.join(', ')}.`,
      ];
}

function othersNote(names: readonly string[]): string[] {
  return names.length === 0
    ? []
    : [
        `A call describes at most ${MAX_DESCRIBED} operations; call again with the others: ${names.join(', ')}.`,
      ];
}
