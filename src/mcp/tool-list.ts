import type { Tool } from '@modelcontextprotocol/server';
import type { CompactTool } from '../dispatch/tool-call.ts';
import type { Tool as OwnTool } from '../dispatch/tool-catalogue.ts';
import { ALL_TOOLS, type ToolFilter } from '../dispatch/tool-filter.ts';
import { type Hints, hintsOf } from '../tools/effect.ts';
import { advertisedInput, toToolSchema } from '../tools/portable-schema.ts';

export type ListedTool = OwnTool | CompactTool;

/** The tools as hosts see them, in the catalogue's order: built once, frozen and shared by every request. */
export function buildToolList(
  tools: readonly ListedTool[],
  { noDestructive }: Pick<ToolFilter, 'noDestructive'> = ALL_TOOLS,
): readonly Tool[] {
  return Object.freeze(
    tools.map((tool) =>
      Object.freeze({
        name: tool.name,
        title: tool.title,
        description: tool.description,
        inputSchema: advertisedInput(tool) as Tool['inputSchema'],
        ...outputOf(tool),
        annotations: Object.freeze(annotationsOf(tool, noDestructive)),
      }),
    ),
  );
}

/** A workflow is as destructive as its worst arguments, unless the server refuses those. */
function annotationsOf(tool: ListedTool, noDestructive: boolean): Hints {
  if (tool.kind === 'compact') return tool.hints;
  const worst = tool.kind === 'workflow' && !noDestructive ? [tool.worstCase] : [];
  return hintsOf(tool.effect, ...worst);
}

/** Platforms drift, and a strict host would then drop good answers: only our own are promised. */
function outputOf(tool: ListedTool): Pick<Tool, 'outputSchema'> {
  if (tool.kind === 'operation' || tool.output === null) return {};
  return { outputSchema: toToolSchema(tool.output) as Tool['inputSchema'] };
}
