import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AiodError } from '../../../src/sandbox/aiod/aiod-error.ts';
import { readMetadata } from '../../../src/sandbox/aiod/metadata-reader.ts';
import { KIND_FACTS, KIND_NAMES } from '../../../src/tools/aiod/attributes/kind-facts.ts';

const { events } = KIND_FACTS;
const read = (metadata: Record<string, unknown>) => readMetadata(events, { name: 'x', ...metadata }, 'v2');

describe('moments', () => {
  test.each([
    ['2024-02-29T05:06', '2024-02-29T05:06:00'],
    ['2024-02-29 05:06:07', '2024-02-29T05:06:07'],
    ['2024-02-29T05:06:07.5', '2024-02-29T05:06:07.500000'],
    ['2024-02-29T05:06:07.000', '2024-02-29T05:06:07'],
    ['2024-02-29T00:30:00+02:00', '2024-02-28T22:30:00'],
    ['2024-02-29T00:30:00-0130', '2024-02-29T02:00:00'],
    ['2024-02-29T00:30:00Z', '2024-02-29T00:30:00'],
    [1709166600, '2024-02-29T00:30:00'],
    [1709166600000, '2024-02-29T00:30:00'],
  ])('%s', (given, stored) => {
    expect(read({ start_date: given })['start_date']).toBe(stored);
  });

  test.each(['2024-02-30T05:06', '2024-02-29', 'soon', '', '2024-02-29T25:00', true, []])(
    '%j is none',
    (given) => {
      expect(() => read({ start_date: given })).toThrow(AiodError);
    },
  );
});

test('words of enumerations are lower-cased, once each; other texts keep their case', () => {
  const metadata = read({ keyword: ['Open', 'OPEN', 'data'], alternate_name: ['Open', 'OPEN'] });
  expect(metadata).toMatchObject({ keyword: ['open', 'data'], alternate_name: ['Open', 'OPEN'] });
});

test('every attribute is there, whatever was given; what is refused is refused as invalid', () => {
  const given = fc.oneof(
    fc.jsonValue(),
    fc.record({ name: fc.string(), description: fc.jsonValue(), keyword: fc.jsonValue() }),
    fc.dictionary(fc.constantFrom(...Object.keys(events.attributes)), fc.jsonValue()),
  );
  fc.assert(
    fc.property(fc.constantFrom(...KIND_NAMES), given, (kind, body) => {
      const facts = KIND_FACTS[kind];
      try {
        const names = Object.keys(readMetadata(facts, body, 'v2'));
        expect(names.sort()).toEqual(Object.keys(facts.attributes).sort());
      } catch (error) {
        expect(error).toMatchObject({ status: 422, detail: expect.any(Array) });
      }
    }),
  );
});
