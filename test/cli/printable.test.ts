import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loginAiod } from '../../src/cli/login-aiod.ts';
import { printableJson, printableLine } from '../../src/cli/printable.ts';

/** What no terminal may get but for line feeds. */
const UNPRINTABLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]|[^\P{Cc}\n]/u;

describe('JSON for a terminal', () => {
  it('says the same, with everything unprintable escaped', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), {
          noNullPrototype: true,
        }),
        (value) => {
          const text = printableJson(value);
          expect(text).not.toMatch(UNPRINTABLE);
          expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        },
      ),
    );
  });

  it.each([
    ['an eight-bit escape', '\u009b2J', '"\\u009b2J"'],
    ['a tag beyond 16 bits', '\u{e0041}', '"\\udb40\\udc41"'],
    ['a line separator', 'a\u2028b', '"a\\u2028b"'],
    ['plain text', 'Zürich 🎈', '"Zürich 🎈"'],
  ])('%s', (_, value, text) => {
    expect(printableJson(value)).toBe(text);
  });
});

describe('a line for a terminal', () => {
  it.each([
    ['one\n\ttwo\r\nthree', 'one two three'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['a\u202eb', 'ab'],
  ])('%j', (text, line) => {
    expect(printableLine(text)).toBe(line);
  });

  it('is the code that a sign-in server hands out', async () => {
    const written: string[] = [];
    await loginAiod(
      async () => ({
        address: 'https://auth.test/device',
        code: 'ABCD\u001b]0;title\u0007\n$ rm -rf ~',
        refreshToken: Promise.resolve('token'),
      }),
      { file: '/home/ada/aiod.json', save: () => Promise.resolve() },
      (text) => written.push(text),
    );
    expect(written).toEqual([
      'Sign in to AI-on-Demand at\n  https://auth.test/device\nand confirm the code ABCD $ rm -rf ~. Waiting…\n',
      'Signed in. The token is stored in /home/ada/aiod.json.\n',
    ]);
  });
});
