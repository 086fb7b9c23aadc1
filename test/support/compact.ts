import { ALIASES } from '../../src/tools/aliases.ts';
import { type CompactSurface, createCompactSurface } from '../../src/tools/compact/index.ts';
import { toolCatalogue } from '../../src/tools/index.ts';
import type { Invoke } from '../../src/tools/invoke.ts';
import { EVERYTHING, type Selection } from '../../src/tools/select.ts';

/** The compact surface over a way in, with the same selection on both. */
export function compactOver(
  invoke: Invoke,
  selection: Selection = EVERYTHING,
  aliases: ReadonlyMap<string, string> = ALIASES,
): CompactSurface {
  return createCompactSurface({ catalogue: toolCatalogue, aliases, selection, invoke });
}
