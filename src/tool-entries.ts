// Evaluated by scripts/build.mjs, which puts the values in the place of this file: a start reads them, and no catalogue.
import { createCompactSurface } from './compact/compact-surface.ts';
import { callableTools, tools } from './dispatch/tool-catalogue.ts';
import { ALL_TOOLS } from './dispatch/tool-filter.ts';
import type { CompactEntry, ToolEntry } from './mcp/tool-entry.ts';
import { toCompactEntry, toEntry } from './mcp/tool-list.ts';
import { extraOperations, innerOperationsByName } from './tools/catalogue/catalogue.ts';
import type { OperationFacts } from './tools/operation.ts';

/** The tools that hosts are shown if nothing is selected. */
export const toolEntries: readonly ToolEntry[] = tools.map(toEntry);

/** The operations that are listed only if they are asked for. */
export const extraFacts: readonly OperationFacts[] = extraOperations.map(operationFacts);

/** The operations that only workflows and resources may call. */
export const innerFacts: readonly OperationFacts[] = [...innerOperationsByName.values()].map(operationFacts);

export const compactEntries: readonly CompactEntry[] = createCompactSurface({
  catalogue: callableTools([]),
  aliases: new Map(),
  filter: ALL_TOOLS,
  dispatch: () => Promise.reject(new Error('The build makes no calls.')),
}).tools.map(toCompactEntry);

function operationFacts({
  kind,
  name,
  platform,
  resource,
  effect,
  retired,
  path,
}: OperationFacts): OperationFacts {
  return { kind, name, platform, resource, effect, retired, path };
}
