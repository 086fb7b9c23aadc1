import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callableTools } from '../../src/dispatch/tool-catalogue.ts';
import { unwrapArguments } from '../../src/dispatch/unwrap-arguments.ts';
import { defineResource } from '../../src/tools/define-operation.ts';
import { map } from '../../src/tools/parameters.ts';
import { callErrorOf, withFakePlatform } from '../support/tool-caller.ts';

const tools = callableTools([]);
const unwrap = (name: string, given: unknown) => unwrapArguments(tools.get(name) ?? expect.fail(name), given);

describe('arguments in a wrapper', () => {
  it.each([
    [{ arguments: { id: 5 } }],
    [{ args: '{"id": 5}' }],
    [{ parameters: { id: 5 } }],
    [{ params: { id: 5 } }],
    [{ input: { id: 5 } }],
    [{ input: { arguments: { id: 5 } } }],
    [{ input: {}, id: 5 }],
    [{ input: '', id: 5 }],
  ])('%j are those of the tool', (given) => {
    expect(unwrap('civis_jobs_get', given)).toEqual({ id: 5 });
  });

  it.each([
    [{ arguments: { id: 5 }, id: 6 }],
    [{ arguments: { id: 5 }, args: { id: 6 } }],
    [{ args: [5] }],
    [{ args: 'id=5' }],
    [{ args: '{"id": 5' }],
    [[{ id: 5 }]],
    ['five'],
    [null],
  ])('%j stay as they are, for validation to refuse', (given) => {
    expect(unwrap('civis_jobs_get', given)).toEqual(given);
  });

  it('are left alone where the tool has a parameter of that name', () => {
    const [operation] = defineResource('civis', 'scripts', [
      { request: 'POST /scripts/custom', description: 'Create.', body: { params: map(), arguments: map() } },
    ]);
    const given = { params: { a: 1 }, arguments: { b: 2 } };
    if (operation === undefined) expect.fail('no operation');
    expect(unwrapArguments(operation, given)).toBe(given);
    expect(unwrapArguments(operation, { input: given })).toEqual(given);
  });

  it('are sent as if they had stood alone', () =>
    withFakePlatform({ 'GET /jobs/5': { id: 5 } }, async ({ call, requestLines }) => {
      await call('civis_jobs_get', { arguments: { id: 5 } });
      await call('civis_jobs_get', { input: '{"id": "5"}' });
      expect(requestLines()).toEqual(['GET /jobs/5', 'GET /jobs/5']);
      const error = await callErrorOf(call('civis_jobs_get', { arguments: { id: 5 }, id: 6 }));
      expect(error.message).toContain('unknown parameter arguments');
    }));
});

describe('attributes of a record', () => {
  const record = { metadata: { name: 'Ada', email: ['a@b.example'] } };

  it.each([
    [record],
    [{ name: 'Ada', email: ['a@b.example'] }],
    [{ metadata: { name: 'Ada' }, email: ['a@b.example'] }],
    [{ metadata: '{"name": "Ada"}', email: ['a@b.example'] }],
    [{ arguments: { name: 'Ada', email: ['a@b.example'] } }],
  ])('%j are in metadata', (given) => {
    expect(unwrap('aiod_contacts_register', given)).toEqual(record);
  });

  it.each([
    ['of another kind', { title: 'Ada' }],
    ['that are there twice', { metadata: { name: 'Ada' }, name: 'Eve' }],
    ['beside what is no record', { metadata: 5, name: 'Eve' }],
  ])('%s stay where they are', (_, given) => {
    expect(unwrap('aiod_contacts_register', given)).toEqual(given);
  });

  it('are told where they go if that is not known', () =>
    withFakePlatform({}, async ({ call }) => {
      const error = await callErrorOf(call('aiod_contacts_register', { title: 'Ada' }));
      expect(error.details.hint).toBe(
        'Correct the arguments and call again. Attributes go into metadata: {"metadata": {"name": "..."}}.',
      );
    }));
});

it('takes anything', () => {
  fc.assert(
    fc.property(fc.constantFrom(...tools.values()), fc.jsonValue(), fc.jsonValue(), (tool, one, other) => {
      unwrapArguments(tool, { arguments: one, metadata: other, name: one });
      unwrapArguments(tool, one);
    }),
  );
});
