import type { OperationDefinition } from '../define-operation.ts';
import { flag } from '../parameters.ts';
import type { Shape } from '../shape.ts';
import type { Mount } from './mount.ts';

/** Archiving an object and bringing it back. */
export function archiveOperations({ path, noun }: Mount, returns: Shape): OperationDefinition[] {
  return [
    {
      request: `PUT ${path}/archive`,
      effect: 'archive',
      description: `Archive the ${noun}, or restore it.`,
      body: { status: flag('true archives, false restores') },
      required: ['status'],
      returns,
    },
  ];
}
