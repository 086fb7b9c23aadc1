import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operations, operationsByName } from '../../../src/tools/index.ts';
import { createSearch } from '../../../src/tools/search/index.ts';
import { readChoices, score } from '../../support/choices.ts';

/** Shares of the requests for which the right operation must be the first, or one of the first five. */
const FIRST = 0.7;
const TOP_FIVE = 0.95;
const FEWEST = 150;

const choices = readChoices(readFileSync('bench/choice/requests.txt', 'utf8'));

describe('the requests in bench/choice', () => {
  it('are many, none twice, and name operations that exist', () => {
    expect(choices.length).toBeGreaterThanOrEqual(FEWEST);
    expect(new Set(choices.map(({ asks }) => asks)).size).toBe(choices.length);
    const unknown = choices.flatMap(({ serves }) => serves).filter((name) => !operationsByName.has(name));
    expect(unknown).toEqual([]);
  });

  it('find what serves them: `node bench/choice.mjs` prints the misses', () => {
    const search = createSearch(operations);
    const { first, topFive } = score(choices, (asks) => search.find(asks, 5).operations);
    expect(first).toBeGreaterThanOrEqual(FIRST);
    expect(topFive).toBeGreaterThanOrEqual(TOP_FIVE);
  });
});
