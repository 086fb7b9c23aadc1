import { splitName } from '../dispatch/name-words.ts';
import type { Effect } from '../tools/effect.ts';

const FINDING = new Set(['search', 'find', 'list', 'query', 'lookup', 'discover']);
const DESCRIBING = new Set(['describe', 'get', 'show', 'help', 'schema', 'info', 'explain', 'inspect']);

/** Whether a name that no tool has begins like those of the surface: `operations_run`. */
export function isSurfaceName(name: string): boolean {
  const [first = ''] = splitName(name);
  return first === 'operations' || first === 'operation';
}

/** The tools of the surface that it may mean; `effect` is that of the operation it was to run, if it is known. */
export function nearestSurfaceTools(name: string, effect: Effect | undefined): readonly string[] {
  const words = splitName(name);
  if (words.some((word) => FINDING.has(word))) return ['operations_search'];
  if (words.some((word) => DESCRIBING.has(word))) return ['operations_describe'];
  if (effect === undefined) return ['operations_read', 'operations_change'];
  return [effect === 'read' ? 'operations_read' : 'operations_change'];
}
