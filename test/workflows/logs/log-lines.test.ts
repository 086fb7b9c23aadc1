import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findFirstError,
  foldRepeats,
  type LogLine,
  toPlainText,
  withRepeatCount,
} from '../../../src/workflows/logs/log-lines.ts';
import { expandWithContext, parseLogSearch } from '../../../src/workflows/logs/log-search.ts';

const anyLines = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('info', 'error')), { maxLength: 60 })
  .map((list) => list.map(([message, level], at): LogLine => ({ id: at + 1, at: '', level, message })));

describe('folding', () => {
  it('loses no line, and leaves no two alike next to one another', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const folded = foldRepeats(lines);
        const unfolded = folded.flatMap(({ message, level, count }) => Array(count).fill([level, message]));
        expect(unfolded).toEqual(lines.map(({ message, level }) => [level, message]));
        folded.slice(1).forEach((line, at) => {
          expect([line.level, line.message]).not.toEqual([folded[at]?.level, folded[at]?.message]);
        });
        expect(folded.at(-1)?.lastId).toBe(lines.at(-1)?.id);
      }),
    );
  });

  it('says how often where it was more than once', () => {
    const line = { id: 1, at: '', level: 'info', message: 'x', lastId: 9 };
    expect(withRepeatCount({ ...line, count: 1 }).message).toBe('x');
    expect(withRepeatCount({ ...line, count: 37 }).message).toBe('x … 37 times');
  });
});

describe('searching', () => {
  it('a literal is found where it is, and nowhere else', () => {
    // A text in slashes is a pattern.
    const literal = fc.string({ minLength: 1 }).filter((text) => !text.startsWith('/'));
    fc.assert(
      fc.property(literal, fc.string(), fc.string(), (text, before, after) => {
        const found = parseLogSearch(text);
        expect(found(before + text + after)).toBe(true);
        expect(found(before)).toBe(before.includes(text));
      }),
    );
  });

  it('a pattern finds what the one of JavaScript finds', () => {
    const piece = fc.constantFrom('a', 'b', '.', '[ab]', 'a+', '(?:ab)?', 'b*', '\\d', '^', '$', '|');
    const pattern = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', 'A'), maxLength: 12 });
    fc.assert(
      fc.property(pattern, text, (source, line) => {
        // RE2 refuses to repeat an anchor; the pieces never do.
        expect(parseLogSearch(`/${source}/`)(line)).toBe(new RegExp(source).test(line));
        expect(parseLogSearch(`/${source}/i`)(line)).toBe(new RegExp(source, 'i').test(line));
      }),
    );
  });

  it('lines around matches: in order, once, near one, and all that are near', () => {
    const places = fc.uniqueArray(fc.nat({ max: 99 }), { maxLength: 20 });
    fc.assert(
      fc.property(places, fc.nat({ max: 8 }), (matched, context) => {
        const near = (place: number) => matched.some((match) => Math.abs(match - place) <= context);
        const expected = Array.from({ length: 100 }, (_, place) => place).filter(near);
        expect(expandWithContext(matched, context, 100)).toEqual(expected);
      }),
    );
  });
});

describe('where the trouble begins', () => {
  const of = (...lines: readonly (readonly [string, string])[]) =>
    findFirstError(lines.map(([level, message], id) => ({ id, at: '', level, message })));

  it.each([
    ['an error among warnings at the same level', of(['error', 'pip is old'], ['error', 'KeyError: 1']), 1],
    ['the level alone', of(['info', 'x'], ['error', 'psql:3: oh no']), 1],
    ['words alone', of(['info', 'x'], ['info', 'ValueError: bad'], ['info', 'exited']), 1],
    ['nothing', of(['info', 'x'], ['warn', 'y']), -1],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected);
  });
});

it('whatever a message is, it becomes text without colours and returns', () => {
  const coloured = fc
    .array(fc.constantFrom('a', '\u001b[31m', '\u001b[0m', '\r', '\n', '\u001b[2K'))
    .map((all) => all.join(''));
  fc.assert(
    fc.property(fc.oneof(coloured, fc.jsonValue()), (message) => {
      const text = toPlainText(message);
      expect(text.includes('\u001b') || text.includes('\r')).toBe(false);
    }),
  );
});
