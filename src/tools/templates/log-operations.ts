import type { OperationDefinition } from '../define-operation.ts';
import { lazy } from '../lazy.ts';
import { count, int } from '../parameters.ts';
import { DEFAULT_RUN_SEGMENT, type RunMount } from './run-operations.ts';

const logShape = [{ id: 'int', created_at: 'time', message: 'text', level: 'text' }] as const;

const logFilters = lazy(() => ({
  last_id: int('Only higher ids, sorted by id; else sorted by time.'),
  limit: count('Default: 10000.'),
}));

/** The log of one run. Lines can arrive late and out of order, up to a minute after the run ends. */
export function logOperations({
  path,
  noun,
  runs: { segment, id } = DEFAULT_RUN_SEGMENT,
}: RunMount): OperationDefinition[] {
  return [
    {
      request: `GET ${path}/${segment}/{${id}}/logs`,
      description: `Get the log of one ${segment.slice(0, -1)} of the ${noun}.`,
      query: logFilters,
      returns: logShape,
    },
  ];
}
