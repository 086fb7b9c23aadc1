import { isObject } from '../wire.ts';
import type { RunKindName } from './run-kinds.ts';

/** Which run is meant: a run's id is unique among the runs of its object only. */
export interface RunReference {
  readonly kind: RunKindName;
  readonly id: number;
  readonly runId: number;
}

/** States in which a run has ended; Civis has others that only look like an end. */
const FINAL_STATES: readonly string[] = ['succeeded', 'failed', 'cancelled'];

/** A run as every kind shows it. */
export interface Run {
  readonly id: number;
  readonly state: string;
  readonly error?: string | null;
  readonly created_at?: string | null;
  readonly started_at?: string | null;
  readonly finished_at?: string | null;
}

export function isRun(value: unknown): value is Run {
  return isObject(value) && typeof value['id'] === 'number' && typeof value['state'] === 'string';
}

export function hasEnded({ state }: Run): boolean {
  return FINAL_STATES.includes(state);
}
