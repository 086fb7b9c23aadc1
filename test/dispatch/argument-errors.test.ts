import { describe, expect, it } from 'vitest';
import { ALL_TOOLS } from '../../src/dispatch/tool-filter.ts';
import { createToolRegistry } from '../../src/dispatch/tool-registry.ts';
import { validateArguments } from '../../src/dispatch/validate.ts';
import { CallError } from '../../src/errors.ts';
import { nearestMatch } from '../../src/suggest.ts';
import { operationsByName } from '../../src/tools/catalogue/catalogue.ts';
import { operationOf } from '../support/refusals.ts';

/** Characters that an error may have, whatever a model writes. */
const BOUND = 10_000;

function errorOf(call: () => unknown): CallError {
  try {
    call();
  } catch (cause) {
    if (cause instanceof CallError) return cause;
    throw cause;
  }
  return expect.fail('it was not refused');
}

describe('an error stays short', () => {
  const long = 'x'.repeat(4_000_000);
  const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, position) => [`key_${position}`, 1]));

  it.each([
    ['an unknown name of four million characters', { [long]: 1 }],
    ['a hundred thousand unknown names', many],
    ['a hundred thousand unknown names in an object', { id: 1, schedule: many }],
    ['a value of four million characters', { limit: long }],
    [
      'a hundred thousand wrong items',
      { scheduled_days: Array.from({ length: 100_000 }, () => long.slice(0, 9)) },
    ],
  ])('for %s', (_, args) => {
    const tools = ['civis_jobs_list', 'civis_imports_put'].map(operationOf);
    for (const tool of tools) {
      const { message, details } = errorOf(() => validateArguments(tool, args));
      expect(message.length).toBeLessThan(BOUND);
      expect(JSON.stringify(details.faulty).length).toBeLessThan(BOUND);
    }
  });

  it('for the name of a tool', () => {
    const registry = createToolRegistry(operationsByName, ALL_TOOLS, new Map());
    const { message, details } = errorOf(() => registry.find(long));
    expect(message.length + (details.hint ?? '').length).toBeLessThan(BOUND);
  });

  it('and says how many more there are', () => {
    const { message } = errorOf(() => validateArguments(operationOf('civis_jobs_list'), many));
    expect(message).toContain('99980 more');
  });
});

describe('what a word may have meant', () => {
  it('is not looked for in a word that nobody wrote', () => {
    expect(nearestMatch('y'.repeat(4_000_000), ['x'.repeat(50)])).toBeUndefined();
  });

  it.each([
    ['Id', ['id', 'name'], 'id'],
    ['idd', ['id', 'name'], 'id'],
    ['di', ['id', 'name'], 'id'],
    ['tyep', ['type', 'name'], 'type'],
    ['nam', ['id', 'name'], 'name'],
    ['limt', ['id', 'limit'], 'limit'],
    ['civis_jobs_lst', [...operationsByName.keys()], 'civis_jobs_list'],
    ['ip', ['id', 'name'], undefined],
    ['ip', ['zip', 'city'], undefined],
    ['gpu', ['cpu', 'memory'], undefined],
    ['date', ['id', 'name'], undefined],
    ['time', ['type', 'name'], undefined],
  ])('%s of %j is %s', (word, known, meant) => {
    expect(nearestMatch(word, known)).toBe(meant);
  });
});
