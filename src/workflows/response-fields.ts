import { CallError } from '../errors.ts';
import { isObject } from '../json.ts';
import type { Outcome } from '../tools/outcome.ts';

/** Typed access to the fields of an operation's result. */
export interface ResponseFields {
  id(): number;
  text(field: string): string;
  texts(field: string): string[];
  /** A record whose values are converted to text, such as the fields of a form. */
  map(field: string): Record<string, string>;
}

/** The accessors throw a CallError `platform_error` for a field that is not as documented. */
export function responseFields({ value }: Outcome): ResponseFields {
  const read = <T>(field: string, is: (inner: unknown) => inner is T): T => {
    const inner = isObject(value) ? value[field] : undefined;
    if (is(inner)) return inner;
    throw new CallError('platform_error', `The response from Civis does not contain ${field}.`, {
      uncertain: true,
    });
  };
  return {
    id: () => read('id', (inner) => typeof inner === 'number'),
    text: (field) => read(field, isText),
    texts: (field) => read(field, (inner): inner is string[] => Array.isArray(inner) && inner.every(isText)),
    map: (field) =>
      Object.fromEntries(Object.entries(read(field, isObject)).map(([name, inner]) => [name, String(inner)])),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
