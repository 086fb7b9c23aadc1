import type { Operation, Param } from '../../tools/operation.ts';
import { csvStrings } from '../../tools/params.ts';
import { isObject } from '../../tools/wire.ts';
import type { Level, Person } from '../records.ts';
import type { Row } from '../store.ts';
import { levelOf, reaches } from './access.ts';
import { invalid } from './errors.ts';
import { placeOf } from './places.ts';
import type { Civis, CivisAnswer, CivisCall } from './platform.ts';
import { traitsOf } from './traits.ts';
import { shown } from './views.ts';

type Query = Readonly<Record<string, unknown>>;
type Keep = (row: Row, caller: Person) => boolean;

/** Filters whose name is nowhere the name of the field that they look at. */
const FIELDS: Readonly<Record<string, string>> = { status: 'state', query: 'name' };

/** Fields that are searched for a part rather than compared as a whole. */
const SEARCHED = /(^|_)(name|filename|variable)$/;

/** Query parameters that say how to show, not what. */
const SHOWING = new Set(['limit', 'page_num', 'order', 'order_dir']);

/** Answers one page of the rows: filtered, in order, with the headers that count them. */
export function answerList(
  civis: Civis,
  call: CivisCall,
  tableName: string,
  rows: readonly Row[],
): CivisAnswer {
  const { operation, query, caller } = call;
  const keep = filtersOf(operation, query);
  if (civis.mounts.shared.has(tableName)) keep.unshift((row) => levelOf(row, caller) !== undefined);
  const kept = rows.filter((row) => keep.every((test) => test(row, caller)));
  const { paging } = operation;
  const limit = positive(query, 'limit') ?? paging?.usual ?? paging?.largest ?? kept.length;
  const { collection } = placeOf(operation.path);
  const show = (row: Row) => shown(civis, collection, row);
  if (paging === null) return { value: kept.slice(0, limit).map(show) };
  const page = positive(query, 'page_num') ?? 1;
  const field = String(query['order'] ?? paging.order[0]);
  const dir = query['order_dir'] ?? paging.dir;
  return {
    value: inOrder(kept, field, dir, (page - 1) * limit, page * limit).map(show),
    headers: {
      'x-pagination-per-page': String(limit),
      'x-pagination-current-page': String(page),
      'x-pagination-total-pages': String(Math.ceil(kept.length / limit)),
      'x-pagination-total-entries': String(kept.length),
    },
  };
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

/** The rows from one place to another in an order. */
function inOrder(rows: readonly Row[], field: string, direction: unknown, from: number, to: number): Row[] {
  const steps = field.split('.');
  const sign = direction === 'desc' ? -1 : 1;
  const compare = (one: Keyed, other: Keyed): number => {
    if (one.key !== other.key) return one.key < other.key ? -sign : sign;
    return (one.row.id - other.row.id) * sign;
  };
  const keyed = rows.map((row) => ({ row, key: sortKey(valueAt(row, steps)) }));
  const ordered = to < rows.length / FEW ? firstFew(keyed, to, compare) : keyed.sort(compare);
  return ordered.slice(from, to).map(({ row }) => row);
}

/** A page that ends within this share of a long list is picked out of it without sorting the rest. */
const FEW = 16;

function firstFew(items: readonly Keyed[], count: number, compare: (one: Keyed, other: Keyed) => number) {
  const first: Keyed[] = [];
  for (const item of items) {
    const last = first[count - 1];
    if (last !== undefined && compare(item, last) > 0) continue;
    let low = 0;
    for (let high = first.length; low < high; ) {
      const middle = (low + high) >> 1;
      const other = first[middle];
      if (other !== undefined && compare(other, item) < 0) low = middle + 1;
      else high = middle;
    }
    first.splice(low, 0, item);
    if (first.length > count) first.pop();
  }
  return first;
}

function valueAt(row: Row, steps: readonly string[]): unknown {
  return steps.reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), row);
}

/** What a value is sorted by; people sort by their names, and what is missing comes first. */
function sortKey(value: unknown): string | number {
  if (typeof value === 'number') return value;
  if (isObject(value)) return String(value['name']).toLowerCase();
  return value === undefined || value === null ? '' : String(value);
}

function filtersOf({ params, path }: Operation, query: Query): Keep[] {
  const { filters = {} } = traitsOf(placeOf(path).collection);
  return params
    .filter(({ in: place, name }) => place === 'query' && !SHOWING.has(name) && filters[name] !== null)
    .map((param) => filterFor(param, filters[param.name] ?? FIELDS[param.name] ?? param.name, query))
    .filter((test) => test !== null);
}

function filterFor(param: Param, field: string, query: Query): Keep | null {
  const { name } = param;
  const given = query[name];
  // What is hidden or archived stays out of a list that does not ask for it.
  if (name === 'hidden' || name === 'archived') {
    const wanted = given === true || String(given).toLowerCase() === 'true';
    return (row) => (row[field] === true) === wanted;
  }
  if (given === undefined) return null;
  if (name === 'permission') return (row, caller) => reaches(levelOf(row, caller), given as Level);
  if (name === 'q') return searches(String(given), ['id', 'name', 'type']);
  if (name === 'query') return (row) => lower(row[field]).startsWith(lower(given));
  if (csvStrings.has(param.schema)) {
    const words = new Set(
      String(given)
        .split(',')
        .map((word) => word.trim()),
    );
    const steps = field.split('.');
    return (row) => words.has(identity(valueAt(row, steps)));
  }
  if (Array.isArray(given)) return (row) => [row[field]].flat().some((value) => given.includes(value));
  if (typeof given === 'boolean') return (row) => (valueAt(row, field.split('.')) === true) === given;
  if (typeof given === 'string' && (SEARCHED.test(name) || /[%*]/.test(given))) return matches(given, field);
  return (row) => identity(row[field]) === String(given);
}

/** A value as filters name it: an object by its id. */
function identity(value: unknown): string {
  return String(isObject(value) ? value['id'] : value);
}

function searches(text: string, fields: readonly string[]): Keep {
  const wanted = text.toLowerCase();
  return (row) => fields.some((field) => lower(row[field]).includes(wanted));
}

/** `%` and `*` stand for any text; without one, any part of the field may match. */
function matches(pattern: string, field: string): Keep {
  const parts = (/[%*]/.test(pattern) ? pattern : `%${pattern}%`).toLowerCase().split(/[%*]/);
  const [first = '', ...inner] = parts;
  const last = inner.pop() ?? '';
  return (row) => {
    const text = lower(row[field]);
    if (!text.startsWith(first)) return false;
    let from = first.length;
    for (const part of inner) {
      const at = text.indexOf(part, from);
      if (at === -1) return false;
      from = at + part.length;
    }
    return text.length - last.length >= from && text.endsWith(last);
  };
}

function lower(value: unknown): string {
  return String(value ?? '').toLowerCase();
}
