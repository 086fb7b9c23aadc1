import type { Shape } from '../../shape.ts';
import type { Attribute, Attributes } from './attribute.ts';
import type { KindFacts } from './kind-facts.ts';

const SHAPES = {
  text: 'text',
  integer: 'int',
  number: 'number',
  boolean: 'flag',
  date: 'date',
  time: 'time',
} as const satisfies Readonly<Record<Exclude<Attribute['type'], 'record'>, Shape>>;

/** `aiod_entry` as a record shows it. */
const entryShape: Shape = { editor: ['text'], status: 'text', date_modified: 'time', date_created: 'time' };

/** The shape of a record as the platform returns it: it leaves out keys without a value, except empty lists. */
export function recordShape({ attributes, readOnly }: KindFacts): Shape {
  const keys: Readonly<Record<string, Shape>> = Object.fromEntries(
    readOnly.map((key) => [key, key === 'contacts' ? ['any'] : 'text']),
  );
  const entry: Readonly<Record<string, Shape>> = 'aiod_entry' in attributes ? { aiod_entry: entryShape } : {};
  return Object.freeze({ ...keys, ...attributeShapes(attributes), ...entry });
}

function attributeShapes(attributes: Attributes): Readonly<Record<string, Shape>> {
  const shapes: Record<string, Shape> = {};
  for (const [name, { type, isList, isRequired, fields = {} }] of Object.entries(attributes)) {
    if (name === 'aiod_entry') continue;
    const value = type === 'record' ? attributeShapes(fields) : SHAPES[type];
    if (isList === true) shapes[name] = [value];
    else shapes[isRequired === true ? name : `${name}?`] = value;
  }
  return shapes;
}
