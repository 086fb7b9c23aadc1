import { describe, expect, test } from 'vitest';
import { operationHandlers } from '../../../src/sandbox/civis/civis-router.ts';
import { servedOperations } from '../../../src/sandbox/served-operations.ts';
import { SHOWN_SINCE_DOCUMENTATION } from '../../../src/tools/documentation-drift.ts';
import type { Operation } from '../../../src/tools/operation.ts';
import { isListShape, type Shape } from '../../../src/tools/shape.ts';
import { camelCase } from '../../../src/tools/wire-names.ts';
import { emptyCivis } from '../../support/civis.ts';
import { useSandbox } from '../../support/sandbox.ts';

const civisOperations = servedOperations('civis');
const lists = civisOperations.filter(
  ({ verb, path, returns }) => verb === 'GET' && !path.includes('{') && isListShape(returns),
);

describe('every operation of the catalogue', () => {
  const under = useSandbox();

  test.each(civisOperations.map((operation) => [operation.name, operation] as const))(
    '%s is served, and asks for a key',
    async (_, { verb, path }) => {
      const reply = await under.civis(`${verb} ${path.replaceAll(/\{\w+\}/g, '1')}`, { key: null });
      expect(reply.status).toBe(401);
    },
  );

  test.each(lists.map((operation) => [operation.name, operation] as const))(
    '%s lists the fields that are documented or shown today, and no others',
    async (_, { path, returns }) => {
      const reply = await under.civis<unknown[]>(`GET ${path}`);
      expect(reply.status).toBe(200);
      expect(strangers(returns, reply.body).filter(isUnknownToday)).toEqual([]);
    },
  );

  test.each(civisOperations.map((operation) => [operation.name, operation] as const))(
    '%s answers or refuses what nobody prepared it for',
    async (_, { verb, path }) => {
      const body = verb === 'GET' || verb === 'DELETE' ? {} : { body: {} };
      const reply = await under.civis<{ code: number } | undefined>(
        `${verb} ${path.replaceAll(/\{\w+\}/g, '1')}`,
        body,
      );
      expect(reply.status).toBeLessThan(500);
      if (reply.status >= 400) expect(reply.body?.code).toBe(reply.status);
    },
  );

  test('an object of a collection answers its fields, all of them', async () => {
    const [job] = (await under.civis<{ id: number }[]>('GET /jobs')).body;
    const detail = civisOperations.find(({ name }) => name === 'civis_jobs_get') as Operation;
    const reply = await under.civis<Record<string, unknown>>(`GET /jobs/${job?.id}`);
    expect(strangers(detail.returns, reply.body).filter(isUnknownToday)).toEqual([]);
    expect(Object.keys(reply.body)).toEqual(expect.arrayContaining(namesOf(detail.returns)));
  });
});

test('what is handled specially is in the catalogue', () => {
  const civis = emptyCivis(civisOperations);
  const handled = operationHandlers(civis, civisOperations);
  const known = new Set(civisOperations.map(({ verb, path }) => `${verb} ${path}`));
  expect([...handled.keys()].filter((key) => !known.has(key))).toEqual([]);
});

/** Whether Civis shows the field at this path neither by its documentation nor today. */
function isUnknownToday(path: string): boolean {
  const name = path.split('.').at(-1);
  return ![...SHOWN_SINCE_DOCUMENTATION].some((shown) => camelCase(shown) === name);
}

/** Fields of the value that the shape does not document, as paths. */
function strangers(shape: Shape, value: unknown, path = ''): string[] {
  if (value === null || typeof value !== 'object' || typeof shape === 'string') return [];
  if (isListShape(shape)) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((item) => strangers(shape[0], item, `${path}[]`));
  }
  const fields = new Map(
    Object.entries(shape).map(([name, inner]) => [camelCase(name.replace('?', '')), inner] as const),
  );
  return Object.entries(value).flatMap(([key, inner]) => {
    const field = fields.get(key);
    return field === undefined ? [`${path}.${key}`] : strangers(field, inner, `${path}.${key}`);
  });
}

function namesOf(shape: Shape): string[] {
  if (typeof shape === 'string' || isListShape(shape)) return [];
  return Object.keys(shape).map((name) => camelCase(name.replace('?', '')));
}
