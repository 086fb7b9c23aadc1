import type { SqlValue } from './sql-values.ts';

/** An aggregate: what it makes of all its values that are not null, and of the constant that follows them. */
export type AggregateFunction = (values: readonly number[], constant: number) => SqlValue;

/** Aggregates that SQLite has not. */
export const AGGREGATE_FUNCTIONS: Readonly<Record<string, AggregateFunction>> = {
  sql_median: (values) => percentile(values, 0.5),
  sql_percentile_cont: percentile,
  sql_percentile_disc: (values, share) =>
    sorted(values)[Math.max(0, Math.ceil(share * values.length) - 1)] ?? null,
  stddev: (values) => root(variance(values, 1)),
  stddev_samp: (values) => root(variance(values, 1)),
  stddev_pop: (values) => root(variance(values, 0)),
  variance: (values) => variance(values, 1),
  var_samp: (values) => variance(values, 1),
  var_pop: (values) => variance(values, 0),
};

function sorted(values: readonly number[]): number[] {
  return values.toSorted((one, other) => one - other);
}

/** Between two values, in proportion. */
function percentile(values: readonly number[], share: number): number | null {
  const ordered = sorted(values);
  const at = share * (ordered.length - 1);
  const [low, high] = [ordered[Math.floor(at)], ordered[Math.ceil(at)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (at - Math.floor(at));
}

function variance(values: readonly number[], less: 0 | 1): number | null {
  if (values.length <= less) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - less);
}

function root(value: number | null): number | null {
  return value === null ? null : Math.sqrt(value);
}
