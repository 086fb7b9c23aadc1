import type { Run } from '../run-state.ts';

/** A run as it was seen last, and when, in milliseconds since 1970. */
export interface SeenRun {
  readonly run: Run;
  readonly at: number;
}

/** How long a run is kept after nobody waits for it. It bounds the interval between two polls of a task. */
export const MAX_KEPT_MS = 60_000;

/** Remembers runs for a while after they were seen, so that many who ask for one cause no more requests than one. */
export class RecentRuns {
  /** In the order in which they were seen. */
  readonly #seen = new Map<string, SeenRun>();

  get(key: string): SeenRun | undefined {
    return this.#seen.get(key);
  }

  remember(key: string, seen: SeenRun): void {
    this.#seen.delete(key);
    this.#seen.set(key, seen);
    for (const [old, { at }] of this.#seen) {
      if (seen.at - at < MAX_KEPT_MS) return;
      this.#seen.delete(old);
    }
  }

  forget(key: string): void {
    this.#seen.delete(key);
  }
}
