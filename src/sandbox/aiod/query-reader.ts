import { refuseInvalid, type ValidationIssue } from './aiod-error.ts';
import { fieldRequired, integerReader, type ValueReader } from './pydantic-values.ts';

interface QueryParameter {
  readonly read: ValueReader;
  /** Without one, the parameter is required; null stands for no value. */
  readonly default?: unknown;
  readonly isList?: true;
}

export type QueryParameters = Readonly<Record<string, QueryParameter>>;

/**
 * Reads the known parameters of a query; of a repeated one, the last value counts. Unknown ones are ignored.
 *
 * @throws AiodError 422 with all that is wrong.
 */
export function readQueryValues(
  parameters: QueryParameters,
  query: URLSearchParams,
): Record<string, unknown> {
  const issues: ValidationIssue[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    const loc = ['query', name];
    const given = query.getAll(name);
    const last = given.at(-1);
    if (parameter.isList === true) {
      values[name] = given.map((item, position) => parameter.read(item, [...loc, position], issues));
    } else if (last !== undefined) {
      values[name] = parameter.read(last, loc, issues);
    } else {
      if (!('default' in parameter)) issues.push(fieldRequired(loc));
      values[name] = parameter.default;
    }
  }
  refuseInvalid(issues);
  return values;
}

/** An integer with bounds. */
export function boundedInteger({ least, most }: { least?: number; most?: number }): ValueReader {
  return (value, loc, issues) => {
    const before = issues.length;
    const number = integerReader(value, loc, issues);
    if (issues.length > before || typeof number !== 'number') return number;
    if (least !== undefined && number < least) {
      const msg = `ensure this value is greater than or equal to ${least}`;
      issues.push({ loc, msg, type: 'value_error.number.not_ge', ctx: { limit_value: least } });
    }
    if (most !== undefined && number > most) {
      const msg = `ensure this value is less than or equal to ${most}`;
      issues.push({ loc, msg, type: 'value_error.number.not_le', ctx: { limit_value: most } });
    }
    return number;
  };
}

export const MAX_PAGE = 1000;

/** A negative limit stands for no limit. */
export const pageParameters: QueryParameters = {
  offset: { read: boundedInteger({ least: 0 }), default: 0 },
  limit: { read: boundedInteger({ most: MAX_PAGE }), default: 10 },
};

export function sliceOf<T>(items: readonly T[], { offset, limit }: Record<string, unknown>): T[] {
  const start = Number(offset);
  return items.slice(start, Number(limit) < 0 ? undefined : start + Number(limit));
}
