import type { Definition } from '../define.ts';
import type { Shape } from '../operation.ts';
import type { TemplateTarget } from './template-target.ts';

export interface RunTemplateTarget extends TemplateTarget {
  /** The path segment of the runs, and the name of a run's id. */
  readonly runs?: { readonly segment: string; readonly id: string };
}

/** The response of each operation. Operations without one are left out, since the platform lacks them. */
export interface RunResponses {
  readonly start?: Shape;
  readonly list?: Shape;
  /** The platform returns all runs at once, without pages. */
  readonly unpaged?: true;
  readonly get?: Shape;
  readonly cancel?: true;
}

export const DEFAULT_RUNS = { segment: 'runs', id: 'run_id' } as const;

/** Starting, listing, reading and cancelling the runs of an object. */
export function runOperations(
  { path, noun, runs: { segment, id } = DEFAULT_RUNS }: RunTemplateTarget,
  responses: RunResponses,
): Definition[] {
  const word = segment.slice(0, -1);
  const each: (Definition | false)[] = [
    responses.start !== undefined && {
      request: `POST ${path}/${segment}`,
      effect: 'run',
      says: `Start the ${noun}: queues a ${word} and answers at once.`,
      returns: responses.start,
    },
    responses.list !== undefined && {
      request: `GET ${path}/${segment}`,
      says: `List the ${noun}'s ${segment}, ${responses.unpaged ? 'all at once' : 'newest first'}.`,
      ...(responses.unpaged ? {} : { paging: { largest: 100, usual: 20, order: ['id'], dir: 'desc' } }),
      returns: responses.list,
    },
    responses.get !== undefined && {
      request: `GET ${path}/${segment}/{${id}}`,
      says: `Read one ${word} of the ${noun}: its state, times and error.`,
      returns: responses.get,
    },
    responses.cancel !== undefined && {
      request: `DELETE ${path}/${segment}/{${id}}`,
      effect: 'cancel',
      says: `Cancel a ${word} of the ${noun}.`,
    },
  ];
  return each.filter((definition) => definition !== false);
}

/** Cancelling the current run of an object. */
export function cancelOperations({ path, noun }: TemplateTarget): Definition[] {
  return [
    {
      request: `POST ${path}/cancel`,
      effect: 'cancel',
      says: `Cancel the ${noun}'s current run.`,
      returns: { id: 'int', state: 'text', is_cancel_requested: 'flag' },
    },
  ];
}
