import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderAnswer } from '../../../src/mcp/results/call-result.ts';
import { fitToSchema } from '../../../src/mcp/results/fit-to-schema.ts';
import { extraOperations, operations } from '../../../src/tools/catalogue/catalogue.ts';
import type { PortableSchema } from '../../../src/tools/portable-schema.ts';
import type { ToolResult } from '../../support/hosts.ts';
import { faultOfResult, schemaOfResult } from '../../support/output-schemas.ts';
import { operationOf } from '../../support/refusals.ts';

const job: PortableSchema = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    last_run: { properties: { id: { type: 'integer' } } },
    days: { type: 'array', items: { type: 'integer' } },
  },
};

describe('a result and its schema', () => {
  it.each([
    ['as documented', { id: 1, name: 'a', last_run: { id: 2 }, days: [1] }, {}, []],
    ['with fields that nobody documented', { id: 1, extra: { deep: [null] } }, {}, []],
    ['with null where it may be', { last_run: null }, {}, []],
    ['with null where it may not', { id: null, name: 'a' }, { id: undefined }, []],
    ['with a flag as text', { name: true }, { name: 'true' }, []],
    ['with another type', { id: 'x', name: 'a' }, { id: undefined }, ['id']],
    [
      'with another type inside',
      { last_run: { id: '9007199254740993', at: 1 } },
      { last_run: { at: 1 } },
      ['last_run.id'],
    ],
    ['with another type in a list', { days: [1, 'x'] }, { days: undefined }, ['days']],
  ])('%s', (_, given: Record<string, unknown>, changed, leftOut) => {
    const due = Object.fromEntries(
      Object.entries({ ...given, ...changed }).filter(([, value]) => value !== undefined),
    );
    expect(fitToSchema(job, given)).toEqual({ value: due, leftOut });
  });

  it('says what it leaves out', () => {
    const tool = operationOf('civis_jobs_get');
    const outcome = { value: { id: {}, name: 'a' } };
    const answer = { tool, args: {}, outcome, traffic: { requests: 1, retries: 0, status: 200 } };
    expect(renderAnswer(answer, { maxChars: 1000, schemaOfResult }).structuredContent).toEqual({
      name: 'a',
      notices: [
        'Left out because of another type than documented: id. To see them, start the server without --output-schemas.',
      ],
    });
  });
});

it('fit for whatever a platform returns, whole or cut', () => {
  const any = [...operations, ...extraOperations];
  const names = fc.constantFrom(
    'id',
    'name',
    'error',
    'items',
    'page',
    'notice',
    'notices',
    'done',
    'value',
    'data',
  );
  const body = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(names, fc.jsonValue()),
    fc.array(fc.dictionary(names, fc.jsonValue())),
  );
  fc.assert(
    fc.property(fc.constantFrom(...any), body, fc.constantFrom(150, 1_000_000), (tool, value, maxChars) => {
      const outcome = { value, notices: ['Something was hidden.'] };
      const answer = { tool, args: {}, outcome, traffic: { requests: 1, retries: 0, status: 200 } };
      const result = renderAnswer(answer, { maxChars, schemaOfResult }) as ToolResult;
      expect(faultOfResult(tool, result)).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});
