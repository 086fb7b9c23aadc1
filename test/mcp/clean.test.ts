import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanAll } from '../../src/mcp/clean.ts';
import { cleanText } from '../../src/tools/clean.ts';

describe('text of a platform', () => {
  it.each([
    ['terminal colours', '\u001b[31mred\u001b[0m', 'red'],
    ['a title set by escape', '\u001b]0;title\u0007text', 'text'],
    ['a bell and a backspace', 'a\u0007b\bc', 'abc'],
    ['text turned around', 'user\u202egnp.exe', 'usergnp.exe'],
    ['isolated text', '\u2066hidden\u2069', 'hidden'],
    ['characters without width', 'pass\u200bwo\u200drd\ufeff', 'password'],
    ['a soft hyphen', 'in\u00advisible', 'invisible'],
    ['tag characters', 'x\u{e0041}\u{e0042}', 'x'],
    ['a C1 control', 'a\u009bb', 'ab'],
    ['Windows line ends', 'one\r\ntwo', 'one\ntwo'],
  ])('loses %s', (_, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it.each(['', 'plain', 'tab\tand\nlines', 'Zürich — naïve “quotes” 日本語 🎈', 'SELECT * FROM t -- [x]'])(
    '%j stays',
    (text) => {
      expect(cleanText(text)).toBe(text);
    },
  );

  it('is the same when it is cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
        expect(cleanText(text).replace(/[\t\n]/g, '')).not.toMatch(/[\p{Cf}\p{Cc}]/u);
      }),
    );
  });

  it('is cleaned at every depth, in names too, and nothing else is changed', () => {
    const value = { 'a\u200b': ['\u001b[1mx', 5, null, { b: true, c: '\u202ey' }] };
    expect(cleanAll(value)).toEqual({ a: ['x', 5, null, { b: true, c: 'y' }] });
  });
});
