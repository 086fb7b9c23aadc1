import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseResponseJson } from '../../src/client/response-body.ts';

/** Has no integer that a double cannot hold for sure. */
const isExact = (value: unknown) => !/\d{16}/.test(JSON.stringify(value));
const parse = (text: string, protect = (value: unknown) => value) =>
  parseResponseJson(Buffer.from(text), protect);

describe('integers', () => {
  it.each([
    ['{"id":12345678901234567890}', { id: '12345678901234567890' }],
    ['[9007199254740991,9007199254740993]', [9007199254740991, '9007199254740993']],
    ['{"ratio":0.12345678901234567}', { ratio: Number('0.12345678901234567') }],
    ['{"key":"1234567890123456789"}', { key: '1234567890123456789' }],
    ['-12345678901234567890', '-12345678901234567890'],
  ])('%s', async (text, value) => {
    expect(await parse(text)).toEqual(value);
  });

  it('reads everything else as JSON does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue().filter(isExact), async (value) => {
        expect(await parse(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('very many values', () => {
  it.each([
    ['empty objects', '{}'],
    ['empty lists', '[]'],
    ['numbers', '1'],
  ])('%s are refused before they are made', async (_, value) => {
    const text = `[${Array.from({ length: 1_000_001 }, () => value).join(',')}]`;
    await expect(parse(text)).rejects.toThrow('more than 1,000,000 values');
  });

  it('are counted outside of texts alone', async () => {
    const text = '[{,\\"'.repeat(400_000);
    expect(await parse(JSON.stringify({ text, list: [1, 2] }))).toEqual({ text, list: [1, 2] });
  });
});

describe('what is no answer', () => {
  it.each(['', '  \n'])('%j is nothing', async (text) => {
    expect(await parse(text)).toBeUndefined();
  });

  it.each(['<html>\n<body>sorry', '{"half": ', 'undefined'])('%j shows its first line', async (text) => {
    await expect(parse(text)).rejects.toThrow(JSON.stringify(text.split('\n')[0]?.trim()));
  });
});
