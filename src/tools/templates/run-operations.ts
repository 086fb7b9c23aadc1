import type { OperationDefinition } from '../define-operation.ts';
import type { Shape } from '../shape.ts';
import type { Mount } from './mount.ts';

export interface RunMount extends Mount {
  /** The path segment of the runs, and the name of a run's id. */
  readonly runs?: { readonly segment: string; readonly id: string };
}

/** The response of each operation. The platform does not have the operations without one. */
export interface RunResponses {
  readonly start?: Shape;
  readonly list?: Shape;
  /** The platform returns all runs, without pages. */
  readonly unpaged?: true;
  readonly get?: Shape;
  /** What `get` returns, in its description. Default: state, times and error. */
  readonly details?: string;
  readonly cancel?: true;
}

export const DEFAULT_RUN_SEGMENT = { segment: 'runs', id: 'run_id' } as const;

/** Starting, listing, getting and cancelling the runs of an object. */
export function runOperations(
  { path, noun, runs: { segment, id } = DEFAULT_RUN_SEGMENT }: RunMount,
  responses: RunResponses,
): OperationDefinition[] {
  const word = segment.slice(0, -1);
  const each: (OperationDefinition | false)[] = [
    responses.start !== undefined && {
      request: `POST ${path}/${segment}`,
      effect: 'run',
      description: `Start a ${word} of the ${noun}. Returns once it is queued.`,
      returns: responses.start,
    },
    responses.list !== undefined && {
      request: `GET ${path}/${segment}`,
      description: `List ${responses.unpaged ? `all ${segment} of the ${noun}` : `the ${noun}'s ${segment}, newest first`}.`,
      ...(responses.unpaged
        ? {}
        : {
            paging: { maxPageSize: 100, defaultPageSize: 20, orderFields: ['id'], defaultDirection: 'desc' },
          }),
      returns: responses.list,
    },
    responses.get !== undefined && {
      request: `GET ${path}/${segment}/{${id}}`,
      description: `Get one ${word} of the ${noun}: ${responses.details ?? 'state, times and error.'}`,
      returns: responses.get,
    },
    responses.cancel !== undefined && {
      request: `DELETE ${path}/${segment}/{${id}}`,
      effect: 'cancel',
      description: `Cancel a ${word} of the ${noun}.`,
    },
  ];
  return each.filter((definition) => definition !== false);
}

/** Cancelling the current run of an object. */
export function cancelOperations({ path, noun }: Mount): OperationDefinition[] {
  return [
    {
      request: `POST ${path}/cancel`,
      effect: 'cancel',
      description: `Cancel the ${noun}'s current run.`,
      returns: { id: 'int', state: 'text', is_cancel_requested: 'flag' },
    },
  ];
}
