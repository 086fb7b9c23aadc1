import { isObject, toText } from '../../json.ts';
import type { Operation, Parameter } from '../../tools/operation.ts';
import { csvStringRegistry } from '../../tools/parameters.ts';
import type { PermissionLevel, User } from '../state/entities.ts';
import type { Row } from '../state/table.ts';
import { includesLevel, permissionLevelOf } from './access-control.ts';
import { collectionConfig } from './collection-config.ts';
import { parseResourcePath } from './resource-paths.ts';

type Query = Readonly<Record<string, unknown>>;

/** Whether a list contains a row. */
export type RowFilter = (row: Row, caller: User) => boolean;

/** Fields of filters that have another name in every collection. */
const FIELD_ALIASES: Readonly<Record<string, string>> = { status: 'state', query: 'name' };

/** Filters that match a part of the field's value. */
const SUBSTRING_FIELDS = /(^|_)(name|filename|variable)$/;

/** Query parameters that order and page a list rather than filter it. */
const PRESENTATION_PARAMETERS = new Set(['limit', 'page_num', 'order', 'order_dir']);

/** The filters of a query, including those that apply by default. */
export function createRowFilters({ params, path }: Operation, query: Query): RowFilter[] {
  const { filters = {} } = collectionConfig(parseResourcePath(path).collection);
  return params
    .filter(
      ({ in: location, name }) =>
        location === 'query' && !PRESENTATION_PARAMETERS.has(name) && filters[name] !== null,
    )
    .map((param) =>
      createRowFilter(param, filters[param.name] ?? FIELD_ALIASES[param.name] ?? param.name, query),
    )
    .filter((test) => test !== null);
}

function createRowFilter(param: Parameter, field: string, query: Query): RowFilter | null {
  const { name } = param;
  const given = query[name];
  // Hidden and archived objects are left out unless the query asks for them.
  if (name === 'hidden' || name === 'archived') {
    const wanted = given === true || String(given).toLowerCase() === 'true';
    return (row) => (row[field] === true) === wanted;
  }
  if (given === undefined) return null;
  if (name === 'permission')
    return (row, caller) => includesLevel(permissionLevelOf(row, caller), given as PermissionLevel);
  if (name === 'q') return containsText(toText(given), ['id', 'name', 'type']);
  if (name === 'query') return (row) => lowerCase(row[field]).startsWith(lowerCase(given));
  if (csvStringRegistry.has(param.schema)) {
    const words = new Set(
      toText(given)
        .split(',')
        .map((word) => word.trim()),
    );
    const steps = field.split('.');
    return (row) => words.has(comparableValue(fieldAt(row, steps)));
  }
  if (Array.isArray(given)) return (row) => [row[field]].flat().some((value) => given.includes(value));
  if (typeof given === 'boolean') return (row) => (fieldAt(row, field.split('.')) === true) === given;
  if (typeof given === 'string' && (SUBSTRING_FIELDS.test(name) || /[%*]/.test(given)))
    return matchesPattern(given, field);
  return (row) => comparableValue(row[field]) === toText(given);
}

/** A value as filters compare it: an object by its id. */
function comparableValue(value: unknown): string {
  return String(isObject(value) ? value['id'] : value);
}

function containsText(text: string, fields: readonly string[]): RowFilter {
  const wanted = text.toLowerCase();
  return (row) => fields.some((field) => lowerCase(row[field]).includes(wanted));
}

/** `%` and `*` stand for any text; without one, any part of the field may match. */
function matchesPattern(pattern: string, field: string): RowFilter {
  const parts = (/[%*]/.test(pattern) ? pattern : `%${pattern}%`).toLowerCase().split(/[%*]/);
  const [first = '', ...inner] = parts;
  const last = inner.pop() ?? '';
  return (row) => {
    const text = lowerCase(row[field]);
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

function lowerCase(value: unknown): string {
  return toText(value).toLowerCase();
}

/** The value at the end of a path of fields. */
export function fieldAt(row: Row, steps: readonly string[]): unknown {
  return steps.reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), row);
}
