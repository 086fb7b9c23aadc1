import type { OperationDefinition } from '../define.ts';
import { flag } from '../params.ts';
import type { Shape } from '../shape.ts';
import type { TemplateTarget } from './template-target.ts';

/** Archiving an object and bringing it back. */
export function archiveOperations({ path, noun }: TemplateTarget, returns: Shape): OperationDefinition[] {
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
