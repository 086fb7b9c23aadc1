import type { Row } from './table.ts';

/** Most lists of the same rows that are cached. */
const MAX_CACHED_LISTS = 16;

/**
 * Filtered and sorted lists, valid until something changes: a client that pages through ten thousand objects
 * does not wait for them to be filtered and sorted again for each page.
 */
export class ListCache {
  #lists = new WeakMap<readonly Row[], Map<string, readonly Row[]>>();

  clear(): void {
    this.#lists = new WeakMap();
  }

  /** The list of these rows under that key, computed unless it is cached. */
  getOrCompute(rows: readonly Row[], key: string, compute: () => readonly Row[]): readonly Row[] {
    const cached = this.#lists.get(rows) ?? new Map<string, readonly Row[]>();
    const list = cached.get(key) ?? compute();
    if (cached.size >= MAX_CACHED_LISTS) cached.clear();
    this.#lists.set(rows, cached.set(key, list));
    return list;
  }
}
