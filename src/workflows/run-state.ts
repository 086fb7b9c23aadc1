import { isObject } from '../json.ts';
import { type RunKindName, runKind } from './run-kinds.ts';

/** Identifies a run: the kind and id of the object that runs, and the id of the run. */
export interface RunReference {
  readonly kind: RunKindName;
  readonly id: number;
  readonly runId: number;
}

/**
 * States in which a run has ended, the last two of deployments; other states that Civis reports are not final,
 * whatever their name.
 */
const FINAL_STATES: readonly string[] = ['succeeded', 'failed', 'cancelled', 'terminated', 'stopped'];

/** The fields of a run that all kinds have in common. */
export interface Run {
  readonly id: number;
  readonly state: string;
  readonly error?: string | null;
  readonly created_at?: string | null;
  readonly started_at?: string | null;
  readonly finished_at?: string | null;
  /** Where people open what runs. */
  readonly display_url?: string | null;
}

export function isRun(value: unknown): value is Run {
  return isObject(value) && typeof value['id'] === 'number' && typeof value['state'] === 'string';
}

/** A run as an operation of the kind returns it: under the names that runs of jobs have. */
export function parseRun(kind: RunKindName, value: unknown): Run | undefined {
  if (!isObject(value)) return undefined;
  const { idField, errorField } = runKind(kind);
  // Elsewhere than in `error`, runs that did not fail have a text too.
  const error = errorField === 'error' || value['state'] === 'failed' ? value[errorField] : undefined;
  const run = { ...value, id: value[idField], error };
  return isRun(run) ? run : undefined;
}

export function hasEnded({ state }: Run): boolean {
  return FINAL_STATES.includes(state);
}

/** Whether there is nothing to wait for: the run has ended, or what it starts is ready for use. */
export function isSettled(kind: RunKindName, run: Run): boolean {
  return hasEnded(run) || run.state === runKind(kind).readyState;
}
