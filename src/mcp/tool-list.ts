import type { Tool } from '@modelcontextprotocol/server';
import type { CompactTool } from '../dispatch/tool-call.ts';
import type { Tool as OwnTool } from '../dispatch/tool-catalogue.ts';
import { ALL_TOOLS, type ToolFilter } from '../dispatch/tool-filter.ts';
import { advertisedInput, type ToolSchema, toToolSchema } from '../tools/portable-schema.ts';
import { type CompactEntry, listEntries, type ToolEntry } from './tool-entry.ts';

/** The list of these tools, out of their definitions. */
export function buildToolList(
  tools: readonly (OwnTool | CompactTool)[],
  filter: Pick<ToolFilter, 'noDestructive' | 'readOnly'> = ALL_TOOLS,
): readonly Tool[] {
  return listEntries(
    tools.map((tool) => (tool.kind === 'compact' ? toCompactEntry(tool) : toEntry(tool))),
    filter,
  );
}

/** A tool of the catalogue as JSON. Its schemas are made for this. */
export function toEntry(tool: OwnTool): ToolEntry {
  const { name, platform, resource, effect, retired, title, description } = tool;
  const facts = { name, platform, resource, effect, retired, title, description };
  const inputSchema = advertisedInput(tool);
  return tool.kind === 'operation'
    ? { kind: 'operation', ...facts, path: tool.path, inputSchema }
    : {
        kind: 'workflow',
        ...facts,
        worstCase: tool.worstCase,
        readsUnless: tool.readsUnless,
        inputSchema,
        ...outputOf(tool),
      };
}

export function toCompactEntry(tool: CompactTool): CompactEntry {
  const { kind, name, title, description, hints } = tool;
  return { kind, name, title, description, hints, inputSchema: advertisedInput(tool), ...outputOf(tool) };
}

/** Platforms drift, and a strict host would then drop good answers: only our own are promised. */
function outputOf({ output }: Pick<CompactTool, 'output'>): { readonly outputSchema?: ToolSchema } {
  return output === null ? {} : { outputSchema: toToolSchema(output) };
}
