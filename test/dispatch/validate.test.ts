import { describe, expect, it } from 'vitest';
import { validateArguments } from '../../src/dispatch/validate.ts';
import { operations } from '../../src/tools/catalogue/catalogue.ts';
import { toToolSchema } from '../../src/tools/portable-schema.ts';
import { allArguments, isTime, requiredArguments } from '../support/expected.ts';
import {
  factOf,
  facts,
  type OperationFact,
  type ParamFact,
  type PropertyFact,
  type SchemaFact,
} from '../support/facts.ts';
import { accepts, operationOf, refusal } from '../support/refusals.ts';

const all = Object.entries(facts);

describe('what the documentation requires', () => {
  const cases = all.flatMap(([name, fact]) => requiredIn(fact.params).map((path) => [name, path] as const));

  it.each(cases)('%s is refused without %j', (name, path) => {
    const args = requiredArguments(factOf(name));
    const parent = path.slice(0, -1).reduce<Record<string, unknown>>(enter, args);
    delete parent[path.at(-1) ?? ''];
    expect(refusal(operationOf(name), args)).toContain(`${path.at(-1)} is required (`);
  });
});

describe('texts that hold several values', () => {
  const lists = all.flatMap(([name, fact]) =>
    fact.params.filter(({ csv }) => csv === true).map((param) => [name, param.name, param] as const),
  );

  it.each(lists)('%s names the values of %s, takes a list of them and refuses others', (name, key, param) => {
    const operation = operationOf(name);
    const { description = '' } = toToolSchema(operation.input).properties[key] ?? {};
    expect(description.toLowerCase()).toContain('comma-separated');
    for (const word of param.enum ?? []) expect(description).toContain(word);
    const some = param.enum?.slice(0, 2) ?? ['12', '34'];
    expect(validateArguments(operation, { [key]: some })).toEqual({ [key]: some.join(',') });
    if (param.enum !== undefined) {
      expect(refusal(operation, { [key]: `${some[0]},nonsense` })).toContain('nonsense');
    }
  });
});

describe('what the documentation bounds', () => {
  const cases = operations.flatMap(({ name }) =>
    wrongValues(factOf(name)).map((wrong) => [name, ...wrong] as const),
  );

  it.each(cases)('%s refuses %s = %j', (name, path, value) => {
    const args = allArguments(factOf(name));
    const holder = path.slice(0, -1).reduce<Record<string, unknown>>(enter, args);
    const key = path.at(-1) ?? '';
    holder[key] = Array.isArray(holder[key]) ? [value] : value;
    expect(refusal(operationOf(name), args)).toContain(key);
  });

  const nullables = all.flatMap(([name, fact]) =>
    fact.params
      .filter((param) => param.nullable === true && param.in === 'body')
      .map((param) => [name, param.name] as const),
  );

  it.each(nullables)('%s keeps null for %s, which means something', (name, key) => {
    const args = { ...requiredArguments(factOf(name)), [key]: null };
    expect(validateArguments(operationOf(name), args)).toEqual(args);
  });
});

describe('rules across parameters', () => {
  const having = (key: keyof ParamFact) =>
    all.flatMap(([name, fact]) =>
      fact.params.filter((param) => param[key] !== undefined).map((param) => [name, param] as const),
    );
  const without = (name: string, key: string) => {
    const { [key]: _, ...args } = allArguments(factOf(name));
    return args;
  };

  it.each(having('requiredIf'))('%s: requiredIf', (name, { name: key, requiredIf = {} }) => {
    const refused = refusal(operationOf(name), { ...without(name, key), ...requiredIf });
    expect(refused).toContain(`${key} is required when`);
    const [condition = ''] = Object.keys(requiredIf);
    expect(refused).toContain(condition);
    accepts(name, { ...without(name, key), [condition]: false });
  });

  it.each(having('whenFalseRequires'))(
    '%s: whenFalseRequires',
    (name, { name: key, whenFalseRequires = [] }) => {
      const [needed = ''] = whenFalseRequires;
      const refused = refusal(operationOf(name), { ...without(name, needed), [key]: false });
      expect(refused).toContain(`${needed} is required when ${key} is false`);
      accepts(name, { ...without(name, needed), [key]: true });
    },
  );

  it.each(having('exactlyOneProperty'))('%s: exactlyOneProperty', (name, { name: key }) => {
    const refused = refusal(operationOf(name), { ...allArguments(factOf(name)), [key]: {} });
    expect(refused).toContain(`${key} must be an object with exactly one property`);
  });

  it.each(having('enumBy'))('%s: enumBy', (name, { name: key, enumBy = {} }) => {
    const narrow = enumBy['CASS'] ?? [];
    const wide = enumBy['NCOA'] ?? [];
    for (const value of wide) {
      accepts(name, { ...allArguments(factOf(name)), perform_ncoa: true, [key]: value });
      const args = { ...allArguments(factOf(name)), perform_ncoa: false, [key]: value };
      if (narrow.includes(value)) accepts(name, args);
      else
        expect(refusal(operationOf(name), args)).toContain(
          'output_level must be one of cass, all when perform_ncoa is false',
        );
    }
  });

  it('a change may leave perform_ncoa as it is, a whole enhancement may not', () => {
    const args = { id: 7, output_level: 'ncoa' };
    accepts('civis_enhancements_patch_cass_ncoa', args);
    const whole = { ...requiredArguments(factOf('civis_enhancements_put_cass_ncoa')), ...args };
    expect(refusal(operationOf('civis_enhancements_put_cass_ncoa'), whole)).toContain('output_level');
  });

  const exclusives = all.flatMap(([name, { exclusive = [] }]) =>
    exclusive.map((names) => [name, names] as const),
  );

  it.each(exclusives)('%s: %j exclude each other', (name, names) => {
    const args = { ...allArguments(factOf(name)), organization_slug: 'a', organization_id: 7 };
    expect(refusal(operationOf(name), args)).toContain(`only one of ${names.join(' and ')} may be set`);
  });

  it('one refusal names every fault: shapes and rules', () => {
    const args = { id: 'x', perform_ncoa: true, source: {}, nonsense: 1 };
    const refused = refusal(operationOf('civis_enhancements_patch_cass_ncoa'), args);
    for (const key of ['id', 'nonsense', 'ncoa_credential_id', 'source']) expect(refused).toContain(key);
  });
});

/** Where a required parameter stands, at every depth. */
function requiredIn(properties: readonly PropertyFact[]): string[][] {
  return properties
    .filter((property) => property.required === true)
    .flatMap((property) => [
      [property.name],
      ...requiredIn(property.properties ?? property.items?.properties ?? []).map((path) => [
        property.name,
        ...path,
      ]),
    ]);
}

/** Steps into a key of the arguments, and into the first item of a list. */
function enter(value: Record<string, unknown>, key: string): Record<string, unknown> {
  const inner = value[key];
  return (Array.isArray(inner) ? inner[0] : inner) as Record<string, unknown>;
}

/** Values just outside what the facts allow, by their path. */
function wrongValues({ params }: OperationFact): [string[], unknown][] {
  return params.filter(({ in: place }) => place !== 'prefix').flatMap((param) => wrongIn(param, []));
}

function wrongIn(property: PropertyFact, above: readonly string[]): [string[], unknown][] {
  const path = [...above, property.name];
  const values = wrongFor(property.items ?? property).map((value): [string[], unknown] => [path, value]);
  const inner = property.properties ?? property.items?.properties ?? [];
  return [...values, ...inner.flatMap((below) => wrongIn(below, path))];
}

function wrongFor({ type, enum: words, csv, minimum, maximum, format }: SchemaFact): unknown[] {
  return [
    ...(words !== undefined && csv !== true ? ['nonsense'] : []),
    ...(maximum === undefined ? [] : [maximum + 1]),
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(type === 'integer' ? [3.7, 'many'] : []),
    ...(type === 'number' ? ['many'] : []),
    ...(type === 'boolean' ? ['perhaps'] : []),
    ...(format === 'date' || isTime({ type, ...(format === undefined ? {} : { format }) })
      ? ['tomorrow']
      : []),
  ];
}
