import { type CompactSurface, createCompactSurface } from '../../src/compact/compact-surface.ts';
import type { Dispatch } from '../../src/dispatch/tool-call.ts';
import { toolsByName } from '../../src/dispatch/tool-catalogue.ts';
import { ALL_TOOLS, type ToolFilter } from '../../src/dispatch/tool-filter.ts';
import { ALIASES } from '../../src/tools/catalogue/tool-aliases.ts';

/** The compact surface over a way in, with the same filter on both. */
export function compactOver(
  dispatch: Dispatch,
  filter: ToolFilter = ALL_TOOLS,
  aliases: ReadonlyMap<string, string> = ALIASES,
): CompactSurface {
  return createCompactSurface({ catalogue: toolsByName, aliases, filter, dispatch });
}
