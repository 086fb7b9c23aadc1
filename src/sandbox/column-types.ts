/** What the values of a column are; each type takes what the ones before it take, text takes all. */
export type ColumnType = 'integer' | 'decimal' | 'date' | 'timestamp' | 'boolean' | 'text';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** The share of a column's values that a type has to fit. */
const MOST = 0.75;

const TYPES: readonly ColumnType[] = ['integer', 'decimal', 'date', 'timestamp', 'boolean', 'text'];

export function typeOf(values: readonly string[]): ColumnType {
  const given = values.filter((value) => value !== '');
  if (given.length === 0) return 'text';
  const least = given.length * MOST;
  return TYPES.find((type) => given.filter((value) => fits(type, value)).length >= least) ?? 'text';
}

export function fits(type: ColumnType, value: string): boolean {
  switch (type) {
    case 'integer':
      return /^[+-]?\d{1,18}$/.test(value);
    case 'decimal':
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value);
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(value) && isDay(value);
    case 'timestamp':
      return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value) && isDay(value.slice(0, 10));
    case 'boolean':
      return /^(true|false|t|f|yes|no)$/i.test(value);
    case 'text':
      return true;
  }
}

/** Whether the calendar has that day: 2022-02-30 is none. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

export function isTyped(value: string): boolean {
  return TYPES.some((type) => type !== 'text' && fits(type, value));
}
