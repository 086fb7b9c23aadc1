import { readdirSync, readFileSync } from 'node:fs';
import { RegExpParser } from '@eslint-community/regexpp';
import { analyse } from 'scslre';
import { describe, expect, it } from 'vitest';
import { ESCAPE_SEQUENCE } from '../src/sanitize-text.ts';

const parser = new RegExpParser({ ecmaVersion: 2025 });

/** A literal after what may stand in front of an expression: a division has an operand there. */
const LITERAL =
  /(?<=(?:[(,=:[!&|?{};]|return|=>)\s*)\/((?:[^\\/[\n]|\\.|\[(?:[^\\\]\n]|\\.)*\])+)\/([dgimsuvy]*)/g;

function literalsIn(file: string): RegExp[] {
  const source = readFileSync(file, 'utf8').replaceAll(/^\s*(?:\*|\/\/|\/\*).*$/gm, '');
  return Array.from(source.matchAll(LITERAL), ([, pattern = '', flags]) => new RegExp(pattern, flags));
}

/** The ways in which matching can take more than linear time. */
function superlinearParts(expression: RegExp): string[] {
  const { pattern, flags } = parser.parseLiteral(String(expression));
  const { reports } = analyse({ pattern, flags }, { assumeRejectingSuffix: false });
  return reports.map(({ type, exponential }) => `${type}, ${exponential ? 'exponential' : 'polynomial'}`);
}

const expressions = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => literalsIn(`src/${file}`).map((expression) => ({ file, expression })));

describe('every regular expression takes time that is linear in its text', () => {
  it.each(expressions)('$file: $expression', ({ expression }) => {
    expect(superlinearParts(expression)).toEqual([]);
  });

  it('also the one that is put together', () => {
    expect(superlinearParts(ESCAPE_SEQUENCE)).toEqual([]);
  });

  it('sees them, and sees one that is not', () => {
    expect(expressions.length).toBeGreaterThan(150);
    expect(superlinearParts(/[a-z]+:\/\//)).not.toEqual([]);
    expect(superlinearParts(/^(a+)+$/)).not.toEqual([]);
  });
});
