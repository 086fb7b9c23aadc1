import type { Tool } from '@modelcontextprotocol/server';
import type { ToolFilter } from '../dispatch/tool-filter.ts';
import { deepFreeze } from '../json.ts';
import { type Hints, hintsOf } from '../tools/effect.ts';
import type { OperationFacts, ToolMetadata } from '../tools/operation.ts';
import type { ToolSchema } from '../tools/portable-schema.ts';
import type { WorkflowFacts } from '../workflows/workflow.ts';

/** What hosts read of a tool, beside the hints. */
interface Listing extends Pick<ToolMetadata, 'name' | 'title' | 'description'> {
  readonly inputSchema: ToolSchema;
  readonly outputSchema?: ToolSchema | undefined;
}

/** A tool of the catalogue as JSON: its listing, and the facts that it is selected by. */
export type ToolEntry = Listing & (OperationFacts | WorkflowFacts);

/** A tool of the compact surface as JSON. */
export interface CompactEntry extends Listing {
  readonly kind: 'compact';
  readonly hints: Hints;
}

/** The tools as hosts see them, in the given order: built once, frozen and shared by every request. */
export function listEntries(
  entries: readonly (ToolEntry | CompactEntry)[],
  filter: Pick<ToolFilter, 'noDestructive' | 'readOnly'>,
): readonly Tool[] {
  return deepFreeze(
    entries.map((entry) => {
      const { name, title, description, inputSchema, outputSchema } = entry;
      return {
        name,
        title,
        description,
        inputSchema: inputSchema as Tool['inputSchema'],
        ...(outputSchema && { outputSchema: outputSchema as Tool['inputSchema'] }),
        annotations: annotationsOf(entry, filter),
      };
    }),
  );
}

/** A workflow is as destructive as its worst arguments, unless the server refuses those. */
function annotationsOf(
  entry: ToolEntry | CompactEntry,
  { noDestructive, readOnly }: Pick<ToolFilter, 'noDestructive' | 'readOnly'>,
): Hints {
  if (entry.kind === 'compact') return entry.hints;
  if (entry.kind === 'operation' || readOnly) return hintsOf(entry.effect);
  if (!noDestructive) return hintsOf(entry.effect, entry.worstCase);
  return entry.readsUnless === undefined ? hintsOf(entry.effect) : hintsOf(entry.effect, 'create');
}
