import { listSome } from '../../wording.ts';
import { enumeratedValues, type NormalizedSchema } from './normalize-schema.ts';
import { containsInstructions } from './sanitize-description.ts';
import type { SchemaNode } from './schema-nodes.ts';
import { isAdvertisable } from './stated-constraints.ts';

/** Values of a long list that are named. */
const MAX_NAMED_VALUES = 10;
/** Fields of the values of a map that are named. */
const MAX_NAMED_FIELDS = 20;

/** What a schema states beyond the keywords that tools advertise, in this program's own words. */
export function noteOf(schema: NormalizedSchema, node: SchemaNode): string | undefined {
  const { definition } = schema;
  const notes = [
    valuesNote(definition, node),
    lengthNote(definition),
    boundsNote(definition),
    defaultNote(definition),
  ];
  const stated = notes.filter((note) => note !== undefined).join(' ');
  return stated === '' ? undefined : stated;
}

/** What is known of the values of a map, whose schema lists of tools cannot show. */
export function mapNote(item: SchemaNode): string | undefined {
  if (item.type !== 'object') return undefined;
  const names = item.properties.map(({ name, required }) => (required ? `${name} (required)` : name));
  return `Each value is an object with ${listSome(names, MAX_NAMED_FIELDS)}.`;
}

/** Values that the node does not hold: numbers, and lists that are too long. */
function valuesNote(definition: NormalizedSchema['definition'], node: SchemaNode): string | undefined {
  const values = enumeratedValues(definition).filter((value) => value !== null);
  if (values.length === 0 || (node.type === 'string' && node.values !== undefined)) return undefined;
  const texts = values.flatMap(writtenValue);
  if (texts.length === 0 || containsInstructions(texts.join(', '))) return undefined;
  const isShort = texts.length === values.length && texts.length <= MAX_NAMED_VALUES;
  const lead = isShort ? 'Must be one of' : `Must be one of ${values.length} values, such as`;
  return `${lead} ${texts.slice(0, MAX_NAMED_VALUES).join(', ')}.`;
}

function lengthNote({
  minLength,
  maxLength,
  minItems,
  maxItems,
}: NormalizedSchema['definition']): string | undefined {
  const notes = [
    boundNote('Minimum', minLength, 'characters'),
    boundNote('Maximum', maxLength, 'characters'),
    boundNote('Minimum', minItems, 'items'),
    boundNote('Maximum', maxItems, 'items'),
  ];
  return notes.filter((note) => note !== undefined).join(' ') || undefined;
}

function boundNote(which: string, bound: unknown, unit: string): string | undefined {
  // A minimum of one says no more than that there is a value.
  if (!Number.isSafeInteger(bound) || Number(bound) < (which === 'Minimum' ? 2 : 1)) return undefined;
  return `${which}: ${String(bound)} ${unit}.`;
}

/** OpenAPI 3.1 states them as numbers; 3.0 as booleans beside `minimum` and `maximum`, which is left to the platform. */
function boundsNote({
  exclusiveMinimum,
  exclusiveMaximum,
}: NormalizedSchema['definition']): string | undefined {
  const notes = [
    typeof exclusiveMinimum === 'number' ? `Must be above ${exclusiveMinimum}.` : undefined,
    typeof exclusiveMaximum === 'number' ? `Must be below ${exclusiveMaximum}.` : undefined,
  ];
  return notes.filter((note) => note !== undefined).join(' ') || undefined;
}

function defaultNote({ default: value, description }: NormalizedSchema['definition']): string | undefined {
  if (typeof description === 'string' && /\bdefault/i.test(description)) return undefined;
  const [text] = writtenValue(value);
  return text === undefined ? undefined : `Default: ${text}.`;
}

/** A value as descriptions show it; none for what is no plain text, number or boolean. */
function writtenValue(value: unknown): string[] {
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  return isAdvertisable(value) && !containsInstructions(value) ? [value] : [];
}
