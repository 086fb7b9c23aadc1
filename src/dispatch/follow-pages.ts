import type { Operation } from '../tools/operation.ts';
import type { Outcome } from '../tools/outcome.ts';
import { ITERATOR_CAP } from '../tools/parameters.ts';
import { type OperationCall, sendOnce } from './send.ts';

/** Whether the call asks for all pages instead of one. */
export function followsPages(operation: Operation, call: OperationCall): boolean {
  return operation.paging !== null && call.args['iterator'] === true;
}

/**
 * Follows a list from its first page to its last, or to the cap. `limit` and `page_num` are ignored, as
 * documented; pages are as large as the platform allows.
 */
export async function collectPages(operation: Operation, call: OperationCall): Promise<Outcome> {
  const size = Math.min(operation.paging?.maxPageSize ?? ITERATOR_CAP, ITERATOR_CAP);
  const items: unknown[] = [];
  for (let number = 1; ; number += 1) {
    const args = { ...call.args, limit: size, page_num: number };
    const { value, page } = await sendOnce(operation, { ...call, args });
    if (!Array.isArray(value)) return { value };
    // A platform may send any number at once: more than a call of push takes as arguments.
    for (const item of value) items.push(item);
    const total = page?.total_items ?? items.length;
    call.report({ done: items.length, total, message: `${items.length} of ${total} items` });
    const next = page?.next ?? null;
    // An empty page ends the list whatever the headers say: the platform's totals may lag behind.
    const ended = next === null || value.length === 0;
    if (!ended && items.length < ITERATOR_CAP) continue;
    const merged = { number: 1, size: items.length, total_pages: page?.total_pages ?? 1, total_items: total };
    if (ended) return { value: items, page: { ...merged, next: null } };
    return {
      value: items,
      page: { ...merged, next },
      notice: `Stopped at ${items.length} of ${total} items. To continue, call with page_num=${next} and limit=${size}, without iterator.`,
    };
  }
}
