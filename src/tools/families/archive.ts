import type { Definition } from '../define.ts';
import type { Shape } from '../operation.ts';
import { flag } from '../params.ts';
import type { Mount } from './mount.ts';

/** Archiving an object and bringing it back. */
export function archive({ path, noun }: Mount, returns: Shape): Definition[] {
  return [
    {
      request: `PUT ${path}/archive`,
      effect: 'archive',
      says: `Archive the ${noun}, or restore it.`,
      body: { status: flag('true archives, false restores') },
      required: ['status'],
      returns,
    },
  ];
}
