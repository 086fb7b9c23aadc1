import { outputSchemaOf } from '../dispatch/output-schema.ts';
import type { Tool } from '../dispatch/tool-catalogue.ts';
import { describeConstraint } from '../tools/constraints.ts';
import { exampleArguments } from '../tools/examples/example-arguments.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import { type PortableSchema, type ToolSchema, toToolSchema } from '../tools/portable-schema.ts';
import { describeAnswer } from '../tools/shape-description.ts';
import type { Workflow } from '../workflows/workflow.ts';
import { relatedTo } from './related-operations.ts';

/** What `operations_describe` returns of one operation. */
export interface Description {
  readonly name: string;
  readonly effect: string;
  readonly description: string;
  readonly run_with: string;
  readonly request?: string;
  readonly input_schema?: PortableSchema;
  readonly rules?: readonly string[];
  readonly returns?: string;
  readonly output_schema?: PortableSchema;
  readonly example?: Arguments;
  readonly related?: readonly string[];
  /** What a shorter description lacks. */
  readonly left_out?: readonly string[];
}

/** Descriptions of one tool, each shorter than the one before. */
type Levels = readonly (() => Description)[];

/** A description that was chosen for a result. */
interface Fitted {
  readonly levels: Levels;
  readonly level: number;
  readonly description: Description;
  readonly chars: number;
}

/** What descriptions are made of, beside the tool. */
export interface DescriptionFacts {
  /** Those that may be related. */
  readonly operations: readonly Operation[];
  readonly workflows: readonly Workflow[];
  /** Whether results are described by their schemas, rather than on one line. */
  readonly outputSchemas: boolean;
}

/** The descriptions with as many details as there is room for, in characters: the longest loses some first. */
export function fitDescriptions(
  tools: readonly Tool[],
  facts: DescriptionFacts,
  room: number,
): Description[] {
  const items = tools.map((tool) => fittedAt(levelsOf(tool, facts), 0));
  let total = items.reduce((sum, { chars }) => sum + chars, 0);
  while (total > room) {
    const longest = longestReducible(items);
    if (longest === undefined) break;
    const shorter = fittedAt(longest.levels, longest.level + 1);
    items[items.indexOf(longest)] = shorter;
    total += shorter.chars - longest.chars;
  }
  return items.map(({ description }) => description);
}

function longestReducible(items: readonly Fitted[]): Fitted | undefined {
  return items
    .filter(({ levels, level }) => level < levels.length - 1)
    .reduce<Fitted | undefined>(
      (longest, item) => (longest === undefined || item.chars > longest.chars ? item : longest),
      undefined,
    );
}

function fittedAt(levels: Levels, level: number): Fitted {
  const description = levels[level]?.() as Description;
  return { levels, level, description, chars: JSON.stringify(description).length + 1 };
}

function levelsOf(tool: Tool, { operations, workflows, outputSchemas }: DescriptionFacts): Levels {
  const { name, effect, description, constraints } = tool;
  const isOperation = tool.kind === 'operation';
  const known = { name, effect, description, run_with: runnerOf(tool) };
  const facts = {
    ...known,
    ...(isOperation && { request: `${tool.verb} ${tool.path}` }),
    ...(constraints.length > 0 && { rules: constraints.map((rule) => describeConstraint(rule)) }),
  };
  const schema = toToolSchema(tool.input);
  const beside = isOperation ? [outputSchemas ? 'output_schema' : 'returns', 'example', 'related'] : [];
  const nested = Object.entries(schema.properties).filter(([, each]) => each !== withoutNested(each));
  const fields = nested.map(([parameter]) => `fields of ${parameter}`);
  return [
    () => ({
      ...facts,
      input_schema: schema,
      ...(isOperation && {
        ...(outputSchemas ? { output_schema: outputSchemaOf(tool) } : { returns: describeAnswer(tool) }),
        example: exampleArguments(tool),
        related: relatedTo(tool, operations, workflows),
      }),
    }),
    () => ({ ...facts, input_schema: schema, left_out: beside }),
    () => ({ ...facts, input_schema: outlineOf(schema), left_out: [...beside, ...fields] }),
    () => ({ ...known, left_out: [...beside, 'input_schema'] }),
  ];
}

function runnerOf({ kind, name, effect }: Tool): string {
  if (kind === 'workflow') return name;
  return effect === 'read' ? 'operations_read' : 'operations_change';
}

/** The parameters without what is inside of objects. */
function outlineOf(schema: ToolSchema): ToolSchema {
  const properties = Object.entries(schema.properties).map(([name, each]) => [name, withoutNested(each)]);
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** The same schema if it has nothing nested. */
function withoutNested(schema: PortableSchema): PortableSchema {
  const { properties, items, ...rest } = schema;
  if (properties !== undefined && Object.keys(properties).length > 0) return { ...rest, properties: {} };
  if (items === undefined) return schema;
  const inside = withoutNested(items);
  return inside === items ? schema : { ...rest, items: inside };
}
