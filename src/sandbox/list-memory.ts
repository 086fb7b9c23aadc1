import type { Row } from './table.ts';

/** Lists of the same rows that are remembered at once. */
const MOST = 16;

/**
 * Lists as they were last worked out, good until something changes: who pages through ten thousand
 * objects does not wait for them to be filtered and sorted anew for each page.
 */
export class ListMemory {
  #lists = new WeakMap<readonly Row[], Map<string, readonly Row[]>>();

  forget(): void {
    this.#lists = new WeakMap();
  }

  /** The list of these rows by that key, worked out where it is not remembered. */
  recall(rows: readonly Row[], key: string, workOut: () => readonly Row[]): readonly Row[] {
    const known = this.#lists.get(rows) ?? new Map<string, readonly Row[]>();
    const list = known.get(key) ?? workOut();
    if (known.size >= MOST) known.clear();
    this.#lists.set(rows, known.set(key, list));
    return list;
  }
}
