import { describe, expect, it } from 'vitest';
import { readNamedCall } from '../../src/compact/named-call.ts';
import { asCallError } from '../support/refusals.ts';

const KNOWN = ['civis_jobs_list', 'civis_notebooks_post'];
const read = (given: unknown) => readNamedCall('operations_change', given, (name) => KNOWN.includes(name));

describe('the call of an operation', () => {
  const due = { name: 'civis_jobs_list', args: { limit: 5 } };

  it.each([
    [{ name: 'civis_jobs_list', arguments: { limit: 5 } }],
    [{ name: 'civis_jobs_list', arguments: '{"limit": 5}' }],
    [{ name: 'civis_jobs_list', limit: 5 }],
    [{ operation: 'civis_jobs_list', arguments: { limit: 5 } }],
    [{ tool: 'civis_jobs_list', limit: 5 }],
    [{ tool_name: 'civis_jobs_list', arguments: { limit: 5 }, limit: 5 }],
    [{ name: 'civis_jobs_list', arguments: {}, limit: 5 }],
    [{ name: 'civis_jobs_list', arguments: null, limit: 5 }],
    [{ input: { name: 'civis_jobs_list', arguments: { limit: 5 } } }],
    [{ arguments: '{"operation": "civis_jobs_list", "limit": 5}' }],
  ])('%j', (given) => {
    expect(read(given)).toEqual(due);
  });

  it('leaves other wrappers to the operation, which may have a parameter of that name', () => {
    const given = { name: 'civis_jobs_list', params: { limit: 5 } };
    expect(read(given)).toEqual({ name: 'civis_jobs_list', args: { params: { limit: 5 } } });
  });

  it('can have an argument that is called name', () => {
    const called = { name: 'civis_notebooks_post', args: { name: 'Basket' } };
    expect(read({ operation: 'civis_notebooks_post', name: 'Basket' })).toEqual(called);
    expect(read({ name: 'civis_notebooks_post', arguments: { name: 'Basket' } })).toEqual(called);
  });

  it('takes a token and a file from either place', () => {
    const beside = {
      name: 'civis_jobs_list',
      arguments: { confirm_token: 'a' },
      confirm_token: 'b',
      save_as: 'c',
    };
    expect(read(beside)).toEqual({ name: 'civis_jobs_list', args: { confirm_token: 'a', save_as: 'c' } });
  });

  it.each([
    [{ arguments: { limit: 5 } }, 'name is required (string)'],
    [{ name: 5 }, 'name must be a string'],
    [{}, 'name is required (string)'],
    ['civis_jobs_list', 'the input must be an object'],
    [
      { name: 'civis_jobs_list', arguments: { limit: 5 }, limit: 6 },
      'limit has one value in arguments and another one next to it',
    ],
  ])('%j is refused with the right form', (given, clause) => {
    const error = asCallError(
      (() => {
        try {
          return read(given);
        } catch (cause) {
          return cause;
        }
      })(),
    );
    expect(error.message).toBe(`operations_change was not called: ${clause}.`);
    expect(error.details.hint).toBe(
      'Call it in this form: {"name":"civis_jobs_list","arguments":{"limit":5}}.',
    );
  });
});
