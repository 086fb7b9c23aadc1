import { isObject } from '../json.ts';

/** Fields in which an object has its name, the better one first. */
export const NAME_FIELDS = ['name', 'model_name', 'title'] as const;

/** The name that an object shows of itself. */
export function objectName(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  return NAME_FIELDS.map((field) => value[field]).find(
    (text): text is string => typeof text === 'string' && text !== '',
  );
}
