import type { Tool } from '@modelcontextprotocol/server';
import type { Tool as OwnTool } from '../tools/index.ts';
import { hintsOf } from '../tools/operation.ts';
import { advertisedInput, toToolSchema } from '../tools/schema.ts';

/** The tools as hosts see them, in the catalogue's order: built once, frozen and shared by every request. */
export function buildToolList(tools: readonly OwnTool[]): readonly Tool[] {
  return Object.freeze(
    tools.map((tool) =>
      Object.freeze({
        name: tool.name,
        title: tool.title,
        description: tool.description,
        inputSchema: advertisedInput(tool) as Tool['inputSchema'],
        // Platforms drift, and a strict host would then drop good answers: only our own are promised.
        ...(tool.kind === 'workflow'
          ? { outputSchema: toToolSchema(tool.output) as Tool['inputSchema'] }
          : {}),
        annotations: Object.freeze(hintsOf(tool.effect)),
      }),
    ),
  );
}
