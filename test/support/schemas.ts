import type { PortableSchema } from '../../src/tools/portable-schema.ts';
import { isTime } from './expected.ts';
import type { PropertyFact, SchemaFact } from './facts.ts';

/** Everything in a schema that some model provider does not take, by its place. */
export function strangersIn(schema: PortableSchema, at = ''): string[] {
  const known = [
    'type',
    'description',
    'properties',
    'required',
    'items',
    'enum',
    'format',
    'maxItems',
    'minimum',
    'maximum',
  ];
  const strange = Object.keys(schema).filter((key) => !known.includes(key));
  if (Array.isArray(schema.type)) strange.push('type list');
  if (schema.type === 'array' && schema.items === undefined) strange.push('array without items');
  if (schema.type === 'object' && schema.properties === undefined) strange.push('object without properties');
  const names = Object.keys(schema.properties ?? {});
  strange.push(...names.filter((name) => !/^[A-Za-z0-9_]{1,64}$/.test(name)));
  strange.push(...(schema.required ?? []).filter((name) => !names.includes(name)));
  return [
    ...strange.map((what) => `${at}: ${what}`),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
      strangersIn(inner, `${at}.${name}`),
    ),
    ...(schema.items === undefined ? [] : strangersIn(schema.items, `${at}[]`)),
  ];
}

/** The advertised schema without prose, in a fixed order. */
export function bare({
  description: _,
  required,
  enum: words,
  properties,
  items,
  ...rest
}: PortableSchema): unknown {
  return {
    ...rest,
    ...(words === undefined ? {} : { enum: [...words].sort() }),
    ...(required === undefined ? {} : { required: [...required].sort() }),
    ...(items === undefined ? {} : { items: bare(items) }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, inner]) => [name, bare(inner)]),
          ),
        }),
  };
}

/** What the facts say of a schema, in the words of the portable subset. */
export function advertised(fact: SchemaFact): unknown {
  const required = (fact.properties ?? []).filter((inner) => inner.required === true).map(({ name }) => name);
  const format = fact.format === 'date' ? 'date' : isTime(fact) ? 'date-time' : undefined;
  return stated({
    type: fact.type,
    enum: fact.csv === true || fact.enum === undefined ? undefined : [...fact.enum].sort(),
    format,
    minimum: fact.minimum,
    maximum: fact.maximum,
    required: required.length === 0 ? undefined : required.sort(),
    items: fact.items && advertised(fact.items),
    properties: fact.type === 'object' ? byName(fact.properties ?? []) : undefined,
  });
}

function byName(properties: readonly PropertyFact[]): unknown {
  return Object.fromEntries(properties.map((inner) => [inner.name, advertised(inner)]));
}

function stated(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
