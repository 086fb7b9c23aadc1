import { describe, expect, it } from 'vitest';
import { operations, operationsByName } from '../../src/tools/catalogue/catalogue.ts';
import { driftRegistry } from '../../src/tools/documentation-drift.ts';
import { hintsOf, isDestructive } from '../../src/tools/effect.ts';
import type { Operation } from '../../src/tools/operation.ts';
import { advertisedInput } from '../../src/tools/portable-schema.ts';
import type { Shape } from '../../src/tools/shape.ts';
import { allArguments, requiredArguments } from '../support/expected.ts';
import {
  type FieldFact,
  factOf,
  facts,
  type OperationFact,
  type ParamFact,
  paramsToday,
  type SchemaFact,
  snake,
} from '../support/facts.ts';
import { accepts, operationOf } from '../support/refusals.ts';
import { advertised, bare, strangersIn } from '../support/schemas.ts';

const each = operations.map((operation) => [operation.name, operation] as const);

it('offers every documented operation and no other', () => {
  expect([...operationsByName.keys()].sort()).toEqual(Object.keys(facts).sort());
});

describe.each(each)('%s', (name, operation) => {
  const fact = factOf(name);
  const schema = advertisedInput(operation);

  it('has a name that every host takes, derived from platform, resource and method', () => {
    expect(name).toMatch(/^[a-z0-9_]{1,50}$/);
    expect(name).toBe(`${operation.platform}_${operation.resource}_${operation.method}`);
  });

  it('says in a sentence what it does, and whether it is retired', () => {
    expect(operation.description).toMatch(/^[A-Z].*\.$/s);
    expect(operation.description.startsWith('Retired')).toBe(fact.retired === true);
    expect(operation.retired !== null).toBe(fact.retired === true);
  });

  it('has an effect that its verb can have, and hints that follow from it', () => {
    expect(operation.verb).toBe(fact.verb);
    expect(operation.effect === 'read').toBe(fact.verb === 'GET');
    if (fact.verb === 'DELETE') expect(isDestructive(operation.effect)).toBe(true);
    expect(hintsOf(operation.effect)).toEqual({
      readOnlyHint: operation.effect === 'read',
      destructiveHint: ['replace', 'delete', 'cancel', 'archive'].includes(operation.effect),
      idempotentHint: !['create', 'run'].includes(operation.effect),
      openWorldHint: true,
    });
  });

  it('advertises nothing outside the portable subset', () => {
    expect(schema.type).toBe('object');
    expect(schema.properties).toBeDefined();
    expect(strangersIn(schema)).toEqual([]);
  });

  it('advertises the facts: names, types, nesting, requiredness, enums, bounds and formats', () => {
    const expected: SchemaFact = {
      type: 'object',
      properties: [...paramsToday(fact), ...ownParams(operation)],
    };
    expect(bare(schema)).toEqual(advertised(expected));
  });

  it('gives each parameter one place in the request', () => {
    const tokens = Array.from(fact.path.matchAll(/\{(\w+)\}/g), ([, token = '']) => token);
    const inPath = operation.params.filter((param) => param.in === 'path').map((param) => param.name);
    if (fact.requests === undefined) expect(inPath.sort()).toEqual(tokens.sort());
    const places = operation.params.map(({ name: param, in: place, wireName }) => ({
      name: param,
      place,
      wire: wireName,
    }));
    const due = [...paramsToday(fact), ...ownParams(operation)].map(({ name: param, in: place, wire }) => ({
      name: param,
      place,
      wire: place === 'client' || place === 'prefix' || param === 'metadata' ? null : (wire ?? param),
    }));
    const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);
    expect(places.sort(byName)).toEqual(due.sort(byName));
  });

  it('takes all parameters and the required ones alone, unchanged', () => {
    accepts(name, allArguments(fact));
    accepts(name, requiredArguments(fact));
  });

  it('marks what Civis has added since, and what it has dropped', () => {
    const marks = { newer: [] as string[], dropped: [] as string[] };
    collectMarks(operation, marks);
    expect(marks.newer.sort()).toEqual((fact.added ?? []).map(({ wire }) => documented(wire)).sort());
    // What hangs below a dropped parameter is gone with it.
    const gone = (fact.gone ?? []).map(documented);
    const outermost = gone.filter((path) => !gone.some((other) => path.startsWith(`${other}.`)));
    expect(marks.dropped.sort()).toEqual(outermost.sort());
  });

  it('pages where the platform does', () => {
    expect(operation.paging !== null).toBe(fact.paged === true);
  });

  if (fact.returns !== undefined) {
    it('knows the fields of the answer', () => {
      expect(fieldsOf(operation.returns)).toEqual(sortFields(fact.returns ?? []));
      expect(kindOf(operation.returns)).toBe(fact.shape);
    });
  }
});

/** What this server takes beyond the documentation: which fields of a list's items to keep, what to summarize. */
function ownParams({ verb, returns, procedure }: Operation): ParamFact[] {
  if (procedure === 'summarize_description') return [{ name: 'resource', in: 'client', type: 'string' }];
  const lists = verb === 'GET' && Array.isArray(returns);
  return lists ? [{ name: 'fields', in: 'client', type: 'array', items: { type: 'string' } }] : [];
}

describe('retired operations', () => {
  it('are the 32 that Civis no longer serves, and what replaces one is served', () => {
    const retired = operations.filter((operation) => operation.retired !== null);
    expect(retired).toHaveLength(32);
    for (const { retired: mark } of retired) {
      if (mark?.instead !== undefined) expect(operationOf(mark.instead).retired).toBeNull();
    }
  });
});

/** Documented snake_case of a dotted wire path. */
function documented(wire: string): string {
  return wire.split('.').map(snake).join('.');
}

/** Dotted names of everything that is marked as newer or dropped. */
function collectMarks(operation: Operation, marks: { newer: string[]; dropped: string[] }): void {
  const visit = (schema: object, path: string): void => {
    const mark = driftRegistry.get(schema as Parameters<typeof driftRegistry.get>[0]);
    if (mark !== undefined) marks[mark.since].push(path);
    for (const [key, inner] of childrenOf(schema)) visit(inner, key === '' ? path : `${path}.${key}`);
  };
  for (const param of operation.params) visit(param.schema, param.name);
}

/** The schemas right below one, with the name under which they hang. */
function childrenOf(schema: object): [string, object][] {
  const { def } = (schema as { _zod: { def: Record<string, object | undefined> } })._zod;
  const unnamed = [def['innerType'], def['element']].filter((inner) => inner !== undefined);
  return [
    ...unnamed.map((inner): [string, object] => ['', inner]),
    ...Object.entries((def['shape'] ?? {}) as Record<string, object>),
  ];
}

/** Field names of an answer, sorted, each with its own. */
function fieldsOf(shape: Shape): FieldFact[] {
  if (typeof shape === 'string') return [];
  if (Array.isArray(shape)) return fieldsOf(shape[0]);
  const entries = Object.entries(shape as Readonly<Record<string, Shape>>);
  return sortFields(
    entries.map(([key, inner]) => {
      const fields = fieldsOf(inner);
      const name = key.replace(/\?$/, '');
      return fields.length === 0 ? name : { [name]: fields };
    }),
  );
}

function sortFields(fields: readonly FieldFact[]): FieldFact[] {
  const name = (field: FieldFact) => (typeof field === 'string' ? field : (Object.keys(field)[0] ?? ''));
  return fields
    .map((field) =>
      typeof field === 'string'
        ? field
        : Object.fromEntries(Object.entries(field).map(([key, inner]) => [key, sortFields(inner)])),
    )
    .sort((one, other) => (name(one) < name(other) ? -1 : 1));
}

function kindOf(shape: Shape): OperationFact['shape'] {
  if (Array.isArray(shape)) return 'array';
  return shape === 'none' ? 'none' : 'object';
}
