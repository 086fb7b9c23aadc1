import { isObject } from '../json.ts';
import type { RunKindName } from './run-kinds.ts';

/** Identifies a run: the kind and id of the object that runs, and the id of the run. */
export interface RunReference {
  readonly kind: RunKindName;
  readonly id: number;
  readonly runId: number;
}

/** States in which a run has ended; other states that Civis reports are not final, whatever their name. */
const FINAL_STATES: readonly string[] = ['succeeded', 'failed', 'cancelled'];

/** The fields of a run that all kinds have in common. */
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
