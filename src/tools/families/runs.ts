import type { OperationDefinition } from '../define.ts';
import type { Shape } from '../shape.ts';
import type { Mount } from './mount.ts';

export interface RunsMount extends Mount {
  /** The path segment of the runs, and the name of a run's id. */
  readonly runs?: { readonly segment: string; readonly id: string };
}

/** What each operation of the family answers; an operation left out is not there for the mount. */
export interface RunAnswers {
  readonly start?: Shape;
  readonly list?: Shape;
  /** The platform answers all runs at once, without pages. */
  readonly unpaged?: true;
  readonly get?: Shape;
  readonly cancel?: true;
}

export const RUNS = { segment: 'runs', id: 'run_id' } as const;

/** Starting, listing, reading and cancelling the runs of an object. */
export function runs(
  { path, noun, runs: { segment, id } = RUNS }: RunsMount,
  answers: RunAnswers,
): OperationDefinition[] {
  const word = segment.slice(0, -1);
  const each: (OperationDefinition | false)[] = [
    answers.start !== undefined && {
      request: `POST ${path}/${segment}`,
      effect: 'run',
      description: `Start the ${noun}: queues a ${word} and answers at once.`,
      returns: answers.start,
    },
    answers.list !== undefined && {
      request: `GET ${path}/${segment}`,
      description: `List the ${noun}'s ${segment}, ${answers.unpaged ? 'all at once' : 'newest first'}.`,
      ...(answers.unpaged
        ? {}
        : {
            paging: { maxPageSize: 100, defaultPageSize: 20, orderFields: ['id'], defaultDirection: 'desc' },
          }),
      returns: answers.list,
    },
    answers.get !== undefined && {
      request: `GET ${path}/${segment}/{${id}}`,
      description: `Read one ${word} of the ${noun}: its state, times and error.`,
      returns: answers.get,
    },
    answers.cancel !== undefined && {
      request: `DELETE ${path}/${segment}/{${id}}`,
      effect: 'cancel',
      description: `Cancel a ${word} of the ${noun}.`,
    },
  ];
  return each.filter((definition) => definition !== false);
}

/** Cancelling whatever run of an object is under way. */
export function cancel({ path, noun }: Mount): OperationDefinition[] {
  return [
    {
      request: `POST ${path}/cancel`,
      effect: 'cancel',
      description: `Cancel the ${noun}'s current run.`,
      returns: { id: 'int', state: 'text', is_cancel_requested: 'flag' },
    },
  ];
}
