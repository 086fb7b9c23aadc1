import type { CompactTool } from '../dispatch/tool-call.ts';
import { hintsOf } from '../tools/effect.ts';
import type { ToolFacts } from '../tools/operation.ts';

/**
 * The tools of the compact surface that are listed, where these tools are offered: what changes something has
 * the hints of all that it may run. If there is nothing to change, it is not listed; a call of it says why.
 */
export function listedWithin<T extends Pick<CompactTool, 'hints'>>(
  compactTools: readonly T[],
  offered: readonly Pick<ToolFacts, 'effect'>[],
): readonly T[] {
  const changes = offered.map(({ effect }) => effect).filter((effect) => effect !== 'read');
  const hints = Object.freeze(hintsOf(...changes));
  return compactTools
    .filter((tool) => tool.hints.readOnlyHint || changes.length > 0)
    .map((tool) => (tool.hints.readOnlyHint ? tool : Object.freeze({ ...tool, hints })));
}
