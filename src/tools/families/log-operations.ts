import type { OperationDefinition } from '../define.ts';
import { int } from '../params.ts';
import { DEFAULT_RUNS, type RunTemplateTarget } from './run-operations.ts';

const logShape = [{ id: 'int', created_at: 'time', message: 'text', level: 'text' }] as const;

/** The log of one run. Lines arrive late and out of order, up to a minute after the run's end. */
export function logOperations({
  path,
  noun,
  runs: { segment, id } = DEFAULT_RUNS,
}: RunTemplateTarget): OperationDefinition[] {
  return [
    {
      request: `GET ${path}/${segment}/{${id}}/logs`,
      description: `Read the log of one ${segment.slice(0, -1)} of the ${noun}.`,
      query: { last_id: int('Only lines after this one'), limit: int('Lines; 10000 when absent') },
      returns: logShape,
    },
  ];
}
