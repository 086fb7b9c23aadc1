import { isObject } from '../../json.ts';
import { refuseInvalid, type ValidationIssue } from './aiod-error.ts';
import { fieldRequired, noneNotAllowed, notAList, textReader, type ValueReader } from './pydantic-values.ts';

interface BodyField {
  readonly read: ValueReader;
  /** Without one, the field is required. */
  readonly default?: unknown;
}

/**
 * The fields of a body that is no record of the catalogue.
 *
 * @throws AiodError 422 with all that is wrong.
 */
export function readBodyFields(
  fields: Readonly<Record<string, BodyField>>,
  body: unknown,
): Record<string, unknown> {
  if (body === null || body === undefined) refuseInvalid([fieldRequired(['body'])]);
  if (!isObject(body)) {
    const msg = 'value is not a valid dict';
    refuseInvalid([{ loc: ['body'], msg, type: 'type_error.dict' }]);
  }
  const given = body as Record<string, unknown>;
  const issues: ValidationIssue[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const loc = ['body', name];
    const value = given[name];
    if (value === undefined || (value === null && 'default' in field)) {
      if (!('default' in field)) issues.push(fieldRequired(loc));
      values[name] = field.default;
    } else if (value === null) {
      issues.push(noneNotAllowed(loc));
    } else {
      values[name] = field.read(value, loc, issues);
    }
  }
  refuseInvalid(issues);
  return values;
}

/** A list of texts. */
export const textListReader: ValueReader = (value, loc, issues) => {
  if (Array.isArray(value)) {
    return value.map((item, position) => textReader()(item, [...loc, position], issues));
  }
  issues.push(notAList(loc));
  return [];
};
