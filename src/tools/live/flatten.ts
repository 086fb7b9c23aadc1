import type { PlatformName } from '../../client/interface.ts';
import { isObject, snakeCase } from '../../json.ts';
import { camelCase } from '../wire.ts';
import type { Description } from './document.ts';
import type { Field, Node, NodeTable } from './node.ts';
import { arrayOf, type PlainSchema, readSchema } from './raw.ts';
import { Refusal } from './refusal.ts';
import { plainValues, statedBy } from './statements.ts';
import { LONGEST, platformWords, quoted } from './words.ts';

/** Levels of a value that are described; below them a map takes what there is. Civis needs six. */
const DEEPEST = 10;
/** Schemas that are read for one operation and for all of a description: bounds of time, far above any need. */
const MOST_OF_ONE = 2_000;
const MOST_OF_ALL = 400_000;

/** Makes nodes of the schemas of one description, for one platform's way of spelling. */
export interface Flatten {
  /** @throws Refusal for a schema that is broken, or larger than any that a caller could fill. */
  (schema: unknown): number;
  /** Begins the next operation, which may be as large again. */
  next(): void;
  /** A schema in one form, within the same budget. */
  read(schema: unknown): PlainSchema;
  /** The keys of an object schema as fields, for a body whose keys are parameters. */
  fields(schema: PlainSchema): Field[];
}

export function createFlatten(platform: PlatformName, description: Description, table: NodeTable): Flatten {
  let ofOne = 0;
  let ofAll = 0;
  const reading = { description, count };

  function count(): void {
    ofOne += 1;
    ofAll += 1;
    if (ofOne > MOST_OF_ONE || ofAll > MOST_OF_ALL) throw new Refusal('has a schema that is too large');
  }

  function node(schema: unknown, above: readonly string[]): number {
    const plain = readSchema(reading, schema);
    const cut = above.length >= DEEPEST || plain.via.some((reference) => above.includes(reference));
    // An entry for each level, whether or not a reference led to it.
    const path = [...above, ...(plain.via.length === 0 ? [''] : plain.via)];
    return table.add({
      ...shapeOf(plain, path, cut),
      ...saysOf(plain),
      ...(plain.nullable && { nullable: true }),
    });
  }

  function shapeOf(plain: PlainSchema, path: readonly string[], cut: boolean): Node {
    const { type, raw } = plain;
    switch (type) {
      case 'string':
        return textOf(raw);
      case 'integer':
      case 'number':
        return { is: type, ...boundsOf(raw, type) };
      case 'boolean':
        return { is: 'flag' };
      case 'array':
        return { is: 'list', of: cut ? anything() : node(raw['items'], path) };
      case 'object':
        return cut ? { is: 'map', of: anything() } : objectOf(plain, path);
      default:
        return { is: 'any' };
    }
  }

  /** Keys that a description leaves open are data; beside named ones they leave the whole object open. */
  function objectOf(plain: PlainSchema, path: readonly string[]): Node {
    const { properties, additionalProperties: open } = plain.raw;
    const named = isObject(properties) && Object.keys(properties).length > 0;
    const isOpen = open === true || isObject(open);
    if (named && !isOpen) return { is: 'record', fields: fieldsOf(plain, path) };
    return { is: 'map', of: !named && isObject(open) ? node(open, path) : anything() };
  }

  function fieldsOf({ raw }: PlainSchema, path: readonly string[]): Field[] {
    const required = arrayOf(raw['required']);
    const properties = isObject(raw['properties']) ? raw['properties'] : {};
    const taken = new Set<string>();
    return Object.entries(properties).map(([key, schema]) => {
      const name = fieldName(platform, key);
      if (name === undefined || taken.has(name))
        throw new Refusal(`has a key that cannot be named, ${show(key)}`);
      taken.add(name);
      return {
        name,
        node: node(schema, path),
        ...(required.includes(key) && { required: true as const }),
        ...(camelCase(name) !== key && { wire: key }),
      };
    });
  }

  const anything = () => table.add({ is: 'any' });
  const flatten = (schema: unknown) => node(schema, []);
  return Object.assign(flatten, {
    next: () => {
      ofOne = 0;
    },
    read: (schema: unknown) => readSchema(reading, schema),
    fields: (schema: PlainSchema) => fieldsOf(schema, schema.via),
  });
}

/** A key's name here; undefined where it can have none. */
export function fieldName(platform: PlatformName, key: string): string | undefined {
  const spelled = (platform === 'civis' ? snakeCase(key) : key).replace(/\W/g, '_');
  // What every object inherits is no one's argument.
  const usable = /^\w{1,64}$/.test(spelled) && !(spelled in {}) && !(key in {});
  return usable ? spelled : undefined;
}

function textOf(raw: PlainSchema['raw']): Node {
  const { format, enum: values, description } = raw;
  if (Array.isArray(values)) {
    const listed = plainValues(values);
    return listed === undefined ? { is: 'text' } : { is: 'text', values: [...listed] };
  }
  // Civis calls `time` what is a moment here and a span there.
  if (format === 'date' || format === 'date-time') return { is: 'text', format };
  const { csv, values: stated } = statedBy(description, 'string');
  return { is: 'text', ...(stated && { values: [...stated] }), ...(csv && { csv }) };
}

function boundsOf(raw: PlainSchema['raw'], type: 'integer' | 'number') {
  const stated = statedBy(raw['description'], type);
  const bounds = {
    minimum: typeof raw['minimum'] === 'number' ? raw['minimum'] : stated.minimum,
    maximum: typeof raw['maximum'] === 'number' ? raw['maximum'] : stated.maximum,
  };
  const possible = (bounds.minimum ?? -Infinity) <= (bounds.maximum ?? Infinity);
  return possible
    ? Object.fromEntries(Object.entries(bounds).filter(([, bound]) => bound !== undefined))
    : {};
}

function saysOf({ raw }: PlainSchema): { readonly says?: string } {
  const says = quoted(platformWords(raw['description'], LONGEST.parameter));
  return says === '' ? {} : { says };
}

function show(key: string): string {
  return JSON.stringify(key.slice(0, 60));
}
