import type { Operation, Param } from '../../tools/operation.ts';
import { csvStrings } from '../../tools/params.ts';
import { isObject } from '../../tools/wire.ts';
import type { PermissionLevel, User } from '../records.ts';
import type { Row } from '../table.ts';
import { levelOf, reaches } from './access.ts';
import { placeOf } from './places.ts';
import { traitsOf } from './traits.ts';

type Query = Readonly<Record<string, unknown>>;

/** Whether a list keeps a row. */
export type Keep = (row: Row, caller: User) => boolean;

/** Filters whose name is nowhere the name of the field that they look at. */
const FIELDS: Readonly<Record<string, string>> = { status: 'state', query: 'name' };

/** Fields that are searched for a part rather than compared as a whole. */
const SEARCHED = /(^|_)(name|filename|variable)$/;

/** Query parameters that say how to show, not what. */
const SHOWING = new Set(['limit', 'page_num', 'order', 'order_dir']);

/** The filters that a query asks for, and those that hold where it says nothing. */
export function filtersOf({ params, path }: Operation, query: Query): Keep[] {
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
  if (name === 'permission') return (row, caller) => reaches(levelOf(row, caller), given as PermissionLevel);
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

/** The value at the end of a path of fields. */
export function valueAt(row: Row, steps: readonly string[]): unknown {
  return steps.reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), row);
}
