import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareLogs } from '../../../src/workflows/logs/log-comparison.ts';
import type { LogLine } from '../../../src/workflows/logs/log-lines.ts';

const log = (...messages: readonly string[]): LogLine[] =>
  messages.map((message, position) => ({ id: position + 1, at: '', level: 'info', message }));

describe('the log of a failed run and that of a successful one', () => {
  it.each([
    [
      'end in the same line',
      log('load', 'fold 1 of 5', 'fold 3 of 5', 'killed'),
      log('load', 'fold 1 of 5', 'fold 3 of 5', 'fold 5 of 5', 'done'),
      [
        'Both logs reach "fold 3 of 5"; only the log of the successful run continues, with "fold 5 of 5".',
        'Only the log of the failed run contains "killed".',
      ],
    ],
    [
      'differ in the numbers of the last line',
      log('begin', 'read 3 rows'),
      log('begin', 'read 900 rows', 'done'),
      [
        'The log of the failed run reaches "read 3 rows", where the successful run has "read 900 rows"; only the log of the successful run continues, with "done".',
      ],
    ],
    ['say the same in another order', log('part 2', 'done'), log('part 1', 'part 2', 'done'), []],
    ['are the same', log('a', 'b'), log('a', 'b'), []],
    ['have nothing in common', log('a'), log('b'), ['The two logs have no lines in common.']],
    ['are not both known', log('a'), [], []],
    [
      'differ by several lines',
      log('a', 'b', 'c', 'd', 'e'),
      log('a'),
      ['Only the log of the failed run contains "b", "c", "d" and 1 more line.'],
    ],
  ])('%s', (_, failed, good, says) => {
    expect(compareLogs(failed, good)).toEqual(says);
  });

  it('lines that are shown already are not quoted again', () => {
    expect(compareLogs(log('a', 'b', 'c'), log('a'), new Set(['b']))).toEqual([
      'Only the log of the failed run contains "c".',
    ]);
  });

  it('whatever they hold: what is said to be in one log is in it, and in it alone if so said', () => {
    const anyLog = fc
      .array(fc.constantFrom('x 1', 'x 2', 'x 3', 'y', 'z 1', 'z 2'), { minLength: 1, maxLength: 12 })
      .map((messages) => log(...messages));
    fc.assert(
      fc.property(anyLog, anyLog, (failed, good) => {
        const [inFailed, inGood] = [failed, good].map((lines) => lines.map(({ message }) => message));
        for (const sentence of compareLogs(failed, good)) {
          const quoted = Array.from(sentence.matchAll(/"([^"]*)"/g), ([, text = '']) => text);
          if (sentence.startsWith('Both logs')) {
            expect(inFailed).toContain(quoted[0]);
            expect(inGood).toContain(quoted[0]);
          }
          if (sentence.startsWith('The log of the failed run')) {
            expect(inFailed).toContain(quoted[0]);
            expect(inGood).toContain(quoted[1]);
          }
          if (sentence.includes('continues')) {
            expect(inGood).toContain(quoted.at(-1));
            expect(inFailed).not.toContain(quoted.at(-1));
          }
          if (sentence.startsWith('Only')) {
            for (const text of quoted) {
              expect(inFailed).toContain(text);
              expect(inGood).not.toContain(text);
            }
          }
        }
      }),
    );
  });
});
