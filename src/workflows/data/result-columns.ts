import { isObject, toText } from '../../json.ts';

export interface ResultColumn {
  readonly name: string;
  readonly type: string;
}

/** Types by their values, narrowest first. The platform names columns and does not tell their types. */
const VALUE_TYPES: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['integer', /^-?(?:0|[1-9]\d{0,18})$/],
  ['decimal', /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i],
  ['boolean', /^(?:t|f|true|false)$/i],
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['timestamp', /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/],
];

/** The columns of a result, with types that all of their values have. */
export function inferResultColumns(
  names: readonly string[],
  rows: readonly (readonly unknown[])[],
): ResultColumn[] {
  return names.map((name, at) => {
    const values = rows.map((row) => row[at]).filter((value) => value !== null && value !== undefined);
    const fits = ([, pattern]: (typeof VALUE_TYPES)[number]) =>
      values.every((value) => pattern.test(toText(value)));
    const type = values.length === 0 ? 'unknown' : (VALUE_TYPES.find(fits)?.[0] ?? 'text');
    return { name, type };
  });
}

export function toTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(toText) : [];
}

/** Rows as the platform returns them. */
export function toRows(value: unknown): (readonly unknown[])[] {
  return (Array.isArray(value) ? value : []).map((row: unknown) =>
    Array.isArray(row) ? row : isObject(row) ? Object.values(row) : [row],
  );
}
