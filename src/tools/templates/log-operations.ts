import type { OperationDefinition } from '../define-operation.ts';
import { int } from '../parameters.ts';
import { DEFAULT_RUN_SEGMENT, type RunMount } from './run-operations.ts';

const logShape = [{ id: 'int', created_at: 'time', message: 'text', level: 'text' }] as const;

/** The log of one run. Lines arrive late and out of order, up to a minute after the run's end. */
export function logOperations({
  path,
  noun,
  runs: { segment, id } = DEFAULT_RUN_SEGMENT,
}: RunMount): OperationDefinition[] {
  return [
    {
      request: `GET ${path}/${segment}/{${id}}/logs`,
      description: `Read the log of one ${segment.slice(0, -1)} of the ${noun}.`,
      query: { last_id: int('Only lines after this one'), limit: int('Lines; 10000 when absent') },
      returns: logShape,
    },
  ];
}
