import { describe, expect, it } from 'vitest';
import { outputSchemaOf } from '../../src/dispatch/output-schema.ts';
import { extraOperations, operations } from '../../src/tools/catalogue/catalogue.ts';
import { defineResource } from '../../src/tools/define-operation.ts';
import type { PortableSchema } from '../../src/tools/portable-schema.ts';
import type { Shape } from '../../src/tools/shape.ts';
import { operationOf } from '../support/refusals.ts';
import { strangersIn } from '../support/schemas.ts';

const propertiesOf = (name: string) => outputSchemaOf(operationOf(name)).properties;

function schemaFor(returns: Shape) {
  const [operation] = defineResource('civis', 'things', [
    { request: 'GET /things/{id}', description: 'Get.', returns },
  ]);
  return outputSchemaOf(operation ?? expect.fail('no operation')).properties;
}

/** Requirements of any kind, by their place: what a platform may break. */
function demandsIn(schema: PortableSchema, at = ''): string[] {
  return [
    ...(schema.required === undefined ? [] : [`${at} required`]),
    ...(schema.enum === undefined ? [] : [`${at} enum`]),
    ...(schema.format === undefined ? [] : [`${at} format`]),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => demandsIn(inner, `${at}.${name}`)),
    ...(schema.items === undefined ? [] : demandsIn(schema.items, `${at}[]`)),
  ];
}

describe('what an operation returns', () => {
  it.each([...operations, ...extraOperations].map((operation) => [operation.name, operation] as const))(
    '%s: portable, nothing required, nothing closed',
    (_, operation) => {
      const schema = outputSchemaOf(operation);
      expect(schema.type).toBe('object');
      expect(strangersIn(schema)).toEqual([]);
      expect(demandsIn(schema)).toEqual([]);
    },
  );

  it('is a list with its pages', () => {
    expect(propertiesOf('civis_jobs_list')).toMatchObject({
      items: { type: 'array', items: { properties: { id: { type: 'integer' }, name: { type: 'string' } } } },
      page: { type: 'object', properties: { total_items: { type: 'integer' } } },
      notices: { type: 'array', items: { type: 'string' } },
    });
  });

  it('is an object, with no type where it can be null', () => {
    const { last_run, state } = propertiesOf('civis_jobs_get');
    expect(state).toEqual({ type: 'string' });
    expect(last_run?.type).toBeUndefined();
    expect(last_run?.properties).toMatchObject({
      id: { type: 'integer' },
      started_at: { description: 'string, ISO 8601 time.' },
    });
  });

  it('is done, a value, or a table', () => {
    expect(propertiesOf('civis_jobs_put_projects')['done']).toEqual({ type: 'boolean' });
    expect(schemaFor('text')['value']).toEqual({ type: 'string' });
    expect(propertiesOf('aiod_contacts_get_list')).toMatchObject({
      items: {},
      columns: {},
      index: {},
      data: {},
    });
  });

  it('has no type where a secret is replaced by text, or a name has two meanings', () => {
    const schema = schemaFor({ tokens: ['text'], token: 'text', error: 'text', notices: 'map', id: 'int' });
    expect(schema).toMatchObject({ tokens: {}, token: { type: 'string' }, id: { type: 'integer' } });
    for (const name of ['tokens', 'error', 'notices']) expect(schema[name]).toEqual({});
  });

  it('has no types where the caller chooses the format', () => {
    const { name, distribution } = propertiesOf('aiod_datasets_get_asset');
    expect(name).toEqual({ description: 'string' });
    expect(distribution?.type).toBeUndefined();
    expect(distribution?.items?.properties).toMatchObject({ content_url: { description: 'string' } });
  });

  it('is made once, and frozen', () => {
    const operation = operationOf('civis_jobs_list');
    expect(outputSchemaOf(operation)).toBe(outputSchemaOf(operation));
    expect(Object.isFrozen(propertiesOf('civis_jobs_list')['items']?.items?.properties)).toBe(true);
  });
});
