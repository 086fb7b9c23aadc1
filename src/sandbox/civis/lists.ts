import { isObject } from '../../tools/wire.ts';
import type { Row } from '../table.ts';
import { mayRead } from './access.ts';
import { invalid } from './errors.ts';
import { filtersOf, type Keep, valueAt } from './filters.ts';
import { placeOf } from './places.ts';
import type { Civis, CivisAnswer, CivisCall } from './platform.ts';
import { shown } from './views.ts';

type Query = Readonly<Record<string, unknown>>;

/**
 * Answers one page of the rows: filtered, in order, with the headers that count them. `holds` says which
 * of the rows are in the list at all.
 */
export function answerList(
  civis: Civis,
  call: CivisCall,
  tableName: string,
  rows: readonly Row[],
  holds?: Keep,
): CivisAnswer {
  const { operation, query } = call;
  const { paging } = operation;
  const field = String(query['order'] ?? paging?.order[0] ?? '');
  const descends = (query['order_dir'] ?? paging?.dir) === 'desc';
  const ordered = civis.lists.getOrCompute(rows, keyOf(call, field, descends), () => {
    const kept = keptRows(civis, call, tableName, rows, holds);
    return paging === null ? kept : inOrder(kept, field.split('.'), descends);
  });
  const limit = positive(query, 'limit') ?? paging?.usual ?? paging?.largest ?? ordered.length;
  const page = positive(query, 'page_num') ?? 1;
  const { collection } = placeOf(operation.path);
  const value = ordered.slice((page - 1) * limit, page * limit).map((row) => shown(civis, collection, row));
  if (paging === null) return { value };
  return {
    value,
    headers: {
      'x-pagination-per-page': String(limit),
      'x-pagination-current-page': String(page),
      'x-pagination-total-pages': String(Math.ceil(ordered.length / limit)),
      'x-pagination-total-entries': String(ordered.length),
    },
  };
}

/** Whatever a list depends on, beside the rows themselves and the page. */
function keyOf({ operation, query, caller }: CivisCall, field: string, descends: boolean): string {
  const { limit: _, page_num, ...narrowing } = query;
  return JSON.stringify([operation.name, caller.id, field, descends, narrowing]);
}

function keptRows(
  { mounts }: Civis,
  { operation, query, caller }: CivisCall,
  tableName: string,
  rows: readonly Row[],
  holds: Keep | undefined,
): Row[] {
  const keep = filtersOf(operation, query);
  if (holds !== undefined) keep.unshift(holds);
  if (mounts.shared.has(tableName)) keep.push(mayRead);
  return rows.filter((row) => keep.every((test) => test(row, caller)));
}

function positive(query: Query, name: string): number | undefined {
  const value = query[name];
  if (typeof value === 'number' && value < 1) throw invalid(`${name} does not have a valid value`);
  return typeof value === 'number' ? value : undefined;
}

interface Keyed {
  readonly row: Row;
  readonly key: string | number;
}

/** The rows in an order; those that are the same in it, in that of their ids. */
function inOrder(rows: readonly Row[], steps: readonly string[], descends: boolean): Row[] {
  const sign = descends ? -1 : 1;
  const compare = (one: Keyed, other: Keyed): number => {
    if (one.key !== other.key) return one.key < other.key ? -sign : sign;
    return (one.row.id - other.row.id) * sign;
  };
  const keyed = rows.map((row) => ({ row, key: sortKey(valueAt(row, steps)) }));
  return keyed.sort(compare).map(({ row }) => row);
}

/** What a value is sorted by; people sort by their names, and what is missing comes first. */
function sortKey(value: unknown): string | number {
  if (typeof value === 'number') return value;
  if (isObject(value)) return String(value['name']).toLowerCase();
  return value === undefined || value === null ? '' : String(value);
}
