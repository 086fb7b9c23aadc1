import type { PortableSchema } from './portable-schema.ts';

const FORMAT_NAMES: Readonly<Record<string, string>> = {
  'date-time': 'ISO 8601 time',
  date: 'ISO 8601 date',
};

/** The type of an advertised schema, as every text names it: `integer`, `array of ISO 8601 date`. */
export function typeNameOf({ type, format, items }: PortableSchema): string {
  if (type === undefined) return 'any';
  if (type === 'array') return `array of ${typeNameOf(items ?? {})}`;
  return (format === undefined ? undefined : FORMAT_NAMES[format]) ?? type;
}
