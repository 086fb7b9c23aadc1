import type { Username } from './seed-users.ts';

export interface WorkflowSeed {
  readonly name: string;
  readonly author: Username;
  /** Hour of the day at which it is executed; null: by hand. */
  readonly hour: number | null;
  /** Tasks and the jobs that they run, each after the one before. */
  readonly tasks: readonly (readonly [task: string, job: string])[];
  /** Past executions: the index of the task that failed, or null; oldest first, one a day. */
  readonly executions: readonly (number | null)[];
}

export const WORKFLOWS: readonly WorkflowSeed[] = [
  {
    name: 'Nightly sales',
    author: 'alindqvist',
    hour: 2,
    tasks: [
      ['stage', 'Stage transactions'],
      ['mart', 'Build sales mart'],
      ['stores', 'Refresh store performance'],
    ],
    executions: [null, null, null],
  },
  {
    name: 'Nightly attribution',
    author: 'krao',
    hour: 3,
    tasks: [
      ['spend', 'Import paid search spend'],
      ['attribution', 'Build channel attribution'],
      ['elasticity', 'Refresh price elasticity'],
    ],
    executions: [null, 1],
  },
  {
    name: 'Gift card month end',
    author: 'hdahl',
    hour: null,
    tasks: [['reconcile', 'Reconcile gift cards']],
    executions: [],
  },
];
