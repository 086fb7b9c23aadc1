import type { OperationDefinition } from '../define-operation.ts';
import { lazy } from '../lazy.ts';
import { int, oneOf } from '../parameters.ts';
import type { Shape } from '../shape.ts';
import type { Mount } from './mount.ts';

const output = lazy(() => ({
  object_type: oneOf(['File', 'Table', 'Report', 'Project', 'Credential', 'JSONValue']),
  object_id: int(),
}));

/** What a run made: its outputs. `isOpen`: the code that runs can add some. */
export function outputOperations(
  { path, noun }: Mount,
  returns: Shape,
  isOpen: boolean,
): OperationDefinition[] {
  const outputs = `${path}/runs/{run_id}/outputs`;
  const add: OperationDefinition = {
    request: `POST /${outputs.slice(1)}`,
    description: `Add an output to a run of the ${noun}; meant for the code that runs.`,
    body: output,
    required: ['object_type', 'object_id'],
    returns,
  };
  return [
    {
      request: `GET /${outputs.slice(1)}`,
      description: `List what a run of the ${noun} made: files, tables, reports, values.`,
      paging: { maxPageSize: 50, orderFields: ['created_at', 'id'], defaultDirection: 'desc' },
      returns: [returns],
    },
    ...(isOpen ? [add] : []),
  ];
}
