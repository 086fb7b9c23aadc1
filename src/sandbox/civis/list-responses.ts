import { isObject, toText } from '../../json.ts';
import type { Row } from '../state/table.ts';
import { mayRead } from './access-control.ts';
import { invalid } from './civis-error.ts';
import type { CivisPlatform, CivisRequest, CivisResponse } from './civis-platform.ts';
import { createRowFilters, fieldAt, type RowFilter } from './list-filters.ts';
import { parseResourcePath } from './resource-paths.ts';
import { serializeRow } from './serializers.ts';

type Query = Readonly<Record<string, unknown>>;

/**
 * Responds with one page of the filtered and ordered rows, and with the pagination headers. `contains` tells
 * which of the rows are in the collection.
 */
export function listResponse(
  civis: CivisPlatform,
  request: CivisRequest,
  tableName: string,
  rows: readonly Row[],
  contains?: RowFilter,
): CivisResponse {
  const { operation, query } = request;
  const { paging } = operation;
  const field = toText(query['order'] ?? paging?.orderFields[0]);
  const descends = (query['order_dir'] ?? paging?.defaultDirection) === 'desc';
  const ordered = civis.listCache.getOrCompute(rows, cacheKey(request, field, descends), () => {
    const filtered = filterRows(civis, request, tableName, rows, contains);
    return paging === null ? filtered : sortRows(filtered, field.split('.'), descends);
  });
  const limit =
    positiveInteger(query, 'limit') ?? paging?.defaultPageSize ?? paging?.maxPageSize ?? ordered.length;
  const page = positiveInteger(query, 'page_num') ?? 1;
  const { collection } = parseResourcePath(operation.path);
  const value = ordered
    .slice((page - 1) * limit, page * limit)
    .map((row) => serializeRow(civis, collection, row));
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

/** Everything that a list depends on, beside the rows themselves and the page. */
function cacheKey({ operation, query, caller }: CivisRequest, field: string, descends: boolean): string {
  const { limit: _, page_num, ...filtering } = query;
  return JSON.stringify([operation.name, caller.id, field, descends, filtering]);
}

function filterRows(
  { collections }: CivisPlatform,
  { operation, query, caller }: CivisRequest,
  tableName: string,
  rows: readonly Row[],
  contains: RowFilter | undefined,
): Row[] {
  const filters = createRowFilters(operation, query);
  if (contains !== undefined) filters.unshift(contains);
  if (collections.shareableTables.has(tableName)) filters.push(mayRead);
  return rows.filter((row) => filters.every((test) => test(row, caller)));
}

function positiveInteger(query: Query, name: string): number | undefined {
  const value = query[name];
  if (typeof value === 'number' && value < 1) throw invalid(`${name} does not have a valid value`);
  return typeof value === 'number' ? value : undefined;
}

interface SortEntry {
  readonly row: Row;
  readonly key: string | number;
}

/** Sorts the rows; rows with equal keys are in the order of their ids. */
function sortRows(rows: readonly Row[], steps: readonly string[], descends: boolean): Row[] {
  const sign = descends ? -1 : 1;
  const compare = (one: SortEntry, other: SortEntry): number => {
    if (one.key !== other.key) return one.key < other.key ? -sign : sign;
    return (one.row.id - other.row.id) * sign;
  };
  const keyed = rows.map((row) => ({ row, key: sortKey(fieldAt(row, steps)) }));
  return keyed.sort(compare).map(({ row }) => row);
}

/** The sort key of a value: users sort by their names, and missing values come first. */
function sortKey(value: unknown): string | number {
  if (typeof value === 'number') return value;
  if (isObject(value)) return toText(value['name']).toLowerCase();
  return toText(value);
}
