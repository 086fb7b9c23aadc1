import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outlineJson, withLargeIntegersQuoted } from '../../src/client/json-outline.ts';

function outline(text: string, splitBytes = 1, maxValues = 1_000_000) {
  const steps = outlineJson(Buffer.from(text), { maxValues, splitBytes });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function quoted(text: string): string {
  const body = Buffer.from(text);
  return withLargeIntegersQuoted(body, 0, body.length, outline(text));
}

describe('the commas between the elements of a list', () => {
  it('are all of its commas and no others', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), (elements) => {
        const text = JSON.stringify(elements);
        const body = Buffer.from(text);
        const ends = [...outline(text).splits, body.length - 1];
        const parts = ends.map((end, at) =>
          body.toString('utf8', (at === 0 ? 0 : (ends[at - 1] ?? 0)) + 1, end),
        );
        expect(parts).toEqual(elements.map((element) => JSON.stringify(element)));
      }),
    );
  });

  it.each(['{"a":[1,2],"b":3}', '"[1,2]"', '5', ''])('%j has none', (text) => {
    expect(outline(text).splits).toEqual([]);
  });
});

describe('integers that a double cannot hold', () => {
  it.each([
    ['{"id":12345678901234567890}', '{"id":"12345678901234567890"}'],
    ['[-12345678901234567890,9007199254740991]', '["-12345678901234567890",9007199254740991]'],
    ['[9007199254740992,9007199254740993]', '["9007199254740992","9007199254740993"]'],
    ['[1234567890123456.5,1e12345678901234567]', '[1234567890123456.5,1e12345678901234567]'],
    [
      '["12345678901234567890","\\"12345678901234567890"]',
      '["12345678901234567890","\\"12345678901234567890"]',
    ],
    ['0012345678901234567890', '0012345678901234567890'],
  ])('%s become texts: %s', (text, changed) => {
    expect(quoted(text)).toBe(changed);
  });
});

it('counts no further than is allowed', () => {
  expect(outline(`[${'0,'.repeat(100)}0]`, 1, 10).values).toBe(11);
});

it.each(['"', '"\\', '[1,', '-', '}{', '\\'])('does not run over the end of %j', (text) => {
  expect(quoted(text)).toBe(text);
});
