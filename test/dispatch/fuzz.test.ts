import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlatformRequest } from '../../src/client/interface.ts';
import { ALL_TOOLS } from '../../src/dispatch/tool-filter.ts';
import { CallError } from '../../src/errors.ts';
import { operations } from '../../src/tools/catalogue/catalogue.ts';
import type { Operation } from '../../src/tools/operation.ts';
import { neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { allArguments } from '../support/expected.ts';
import { factOf } from '../support/facts.ts';
import { recorder } from '../support/recorder.ts';

const hostile = fc.constantFrom<unknown>(
  '../../users',
  '..%2f..%2fusers',
  '7/runs',
  '7?x=1',
  '7#',
  '..\\',
  '\u0000',
  '\ud800',
  '{id}',
  '__proto__',
  '[object Object]',
  '[[[[',
  '{"a":',
  '[1,2]',
  '{"id":1}',
  '١٢',
  '0x10',
  '-1',
  '1e400',
  -0,
  1e308,
  2 ** 53,
  [],
  {},
  [[]],
  [null],
  null,
);
const value = fc.oneof(hostile, hostile, fc.anything({ maxDepth: 3 }), fc.string());
const strangeKey = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', 'path', ''), fc.string());

/** Arguments with known and strange names, over nothing or over valid ones. */
function anyGarbage(operation: Operation): fc.Arbitrary<unknown> {
  const known = operation.params.map(({ name }) => name);
  const key = known.length === 0 ? strangeKey : fc.oneof(fc.constantFrom(...known), strangeKey);
  const spoilt = fc
    .tuple(
      fc.constantFrom({}, allArguments(factOf(operation.name))),
      fc.array(fc.tuple(key, value), { maxLength: 3 }),
    )
    .map(([args, changes]) => Object.fromEntries([...Object.entries(args), ...changes]));
  return fc.oneof({ weight: 9, arbitrary: spoilt }, { weight: 1, arbitrary: value });
}

/** Why a request is none of the operation's; null where it is one. */
function stray(operation: Operation, request: PlatformRequest): string | null {
  const { path, pathParams, query, body } = request;
  if (![operation.path, ...Object.values(operation.pathWith)].includes(path)) return `path ${path}`;
  const tokens = Array.from(path.matchAll(/\{(\w+)\}/g), (match) => match[1] ?? '');
  if (tokens.sort().join() !== Object.keys(pathParams).sort().join())
    return `values ${Object.keys(pathParams).join()}`;
  const whole = operation.params.filter(({ schema }) => schema.safeParse(0).success).map(({ name }) => name);
  const odd = tokens.find((token) => whole.includes(token) && !/^-?\d+$/.test(pathParams[token] ?? ''));
  if (odd !== undefined) return `${odd}=${pathParams[odd]}`;
  const wires = (place: string) =>
    operation.params.filter((param) => param.in === place).map((param) => param.wireName ?? param.name);
  const unknown = query.map(([name]) => name).filter((name) => !wires('query').includes(name));
  if (unknown.length > 0) return `query ${unknown.join()}`;
  const free = operation.params.some((param) => param.in === 'body' && param.wireName === null);
  const keys = free || body === undefined ? [] : Object.keys(body as object);
  const strange = keys.filter((key) => !wires('body').includes(key));
  if (strange.length > 0) return `body ${strange.join()}`;
  const bodiless = (request.verb === 'GET' || request.verb === 'DELETE') && body !== undefined;
  return bodiless ? `a body on ${request.verb}` : null;
}

describe('whatever the arguments', () => {
  it.each(operations.map((operation) => [operation.name, operation] as const))(
    '%s sends only its own request, and fails only with a typed error',
    async (name, operation) => {
      const mode = fc.constantFrom('auto', 'never');
      const property = fc.asyncProperty(anyGarbage(operation), mode, async (args, confirm) => {
        const { clients, requests } = recorder({ name: 'Before' });
        const dispatch = dispatchOver(clients, ALL_TOOLS, { confirm });
        const call = { name, args, signal: new AbortController().signal, report: () => undefined };
        await dispatch(call).catch((error: unknown) => {
          expect(error).toBeInstanceOf(CallError);
        });
        // What a change would take away is read before it.
        const own = requests.filter(({ verb }) => confirm === 'never' || verb === operation.verb);
        expect(own.map((request) => stray(operation, request)).filter(Boolean)).toEqual([]);
      });
      await fc.assert(property, { numRuns: 60 });
    },
  );

  it.each([1_001, 1e9, Number.MAX_SAFE_INTEGER])(
    '%d items in batches of one are refused at once',
    async (limit) => {
      const { clients, requests } = recorder([]);
      const args = { limit, batch_size: 1 };
      const call = {
        name: 'aiod_contacts_get_list_async',
        args,
        signal: neverAborted,
        report: () => undefined,
      };
      await expect(dispatchOver(clients)(call)).rejects.toMatchObject({ kind: 'invalid_input' });
      expect(requests).toEqual([]);
    },
  );

  const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
  const bottomless: [string, Record<string, unknown>][] = [
    ['civis_jobs_get', { id: deep }],
    ['civis_models_patch', { id: 7, cross_validation_parameters: { deep } }],
    [
      'civis_models_patch',
      { id: 7, cross_validation_parameters: `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}` },
    ],
    ['aiod_contacts_register', { metadata: { deep } }],
  ];

  it.each(bottomless)('%s refuses bottomless nesting', async (name, args) => {
    const { clients, requests } = recorder({});
    const dispatch = dispatchOver(clients);
    const call = { name, args, signal: new AbortController().signal, report: () => undefined };
    await expect(dispatch(call)).rejects.toMatchObject({ kind: 'invalid_input' });
    expect(requests).toEqual([]);
  });
});
