import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeJson } from '../../src/client/encode-json.ts';

describe('the JSON of a body', () => {
  it('is that of any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(encodeJson(value)).toBe(JSON.stringify(value));
      }),
    );
  });

  it('writes integers beyond 2^53 with every digit, and texts of digits as texts', () => {
    fc.assert(
      fc.property(fc.bigInt(), (value) => {
        expect(encodeJson({ list: [value], text: `${value}` })).toBe(`{"list":[${value}],"text":"${value}"}`);
      }),
    );
  });
});
