/** Types of a column, from the narrowest to `text`, which takes any value. */
export type ColumnType = 'integer' | 'decimal' | 'date' | 'timestamp' | 'boolean' | 'text';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** The type as it was declared in SQL. */
  readonly sql_type?: string;
}

/** Share of a column's values that have to match its type. */
const MIN_MATCHING_SHARE = 0.75;

const COLUMN_TYPES: readonly ColumnType[] = ['integer', 'decimal', 'date', 'timestamp', 'boolean', 'text'];

export function inferColumnType(values: readonly string[]): ColumnType {
  const given = values.filter((value) => value !== '');
  if (given.length === 0) return 'text';
  const required = given.length * MIN_MATCHING_SHARE;
  return (
    COLUMN_TYPES.find((type) => given.filter((value) => fitsType(type, value)).length >= required) ?? 'text'
  );
}

export function fitsType(type: ColumnType, value: string): boolean {
  switch (type) {
    case 'integer':
      return /^[+-]?\d{1,18}$/.test(value);
    case 'decimal':
      return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(value);
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(value) && isCalendarDate(value);
    case 'timestamp':
      return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value) && isCalendarDate(value.slice(0, 10));
    case 'boolean':
      return /^(true|false|t|f|yes|no)$/i.test(value);
    case 'text':
      return true;
  }
}

/** Whether the date exists: 2022-02-30 does not. */
function isCalendarDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Whether a value matches any type narrower than text. */
export function hasSpecificType(value: string): boolean {
  return COLUMN_TYPES.some((type) => type !== 'text' && fitsType(type, value));
}
