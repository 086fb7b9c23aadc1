import type { OperationDefinition } from '../define-operation.ts';
import { lazy } from '../lazy.ts';
import { flag } from '../parameters.ts';
import type { Shape } from '../shape.ts';
import type { Mount } from './mount.ts';

const status = lazy(() => ({ status: flag('false: restore.') }));

/** Archiving and restoring an object. */
export function archiveOperations({ path, noun }: Mount, returns: Shape): OperationDefinition[] {
  return [
    {
      request: `PUT ${path}/archive`,
      effect: 'archive',
      description: `Archive or restore the ${noun}.`,
      body: status,
      required: ['status'],
      returns,
    },
  ];
}
