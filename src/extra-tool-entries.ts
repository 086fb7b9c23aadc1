// Evaluated by scripts/build.mjs like src/tool-entries.ts, and apart from it: twice as large, and seldom listed.
import type { ToolEntry } from './mcp/tool-entry.ts';
import { toEntry } from './mcp/tool-list.ts';
import { extraOperations } from './tools/catalogue/catalogue.ts';

/** The operations that are listed only if they are asked for. */
export const extraEntries: readonly ToolEntry[] = extraOperations.map(toEntry);
