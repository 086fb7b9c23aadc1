import type { Definition } from '../define.ts';
import type { Shape } from '../operation.ts';
import { flag } from '../params.ts';
import type { TemplateTarget } from './template-target.ts';

/** Archiving an object and bringing it back. */
export function archiveOperations({ path, noun }: TemplateTarget, returns: Shape): Definition[] {
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
