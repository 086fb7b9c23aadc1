import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operations } from '../../../src/tools/catalogue/catalogue.ts';
import type { Operation } from '../../../src/tools/operation.ts';
import { createSearch } from '../../../src/tools/search/operation-search.ts';
import { readLiveOperations } from '../../support/live-operations.ts';
import {
  misspell,
  readSearchRequests,
  type SearchRequest,
  scoreSearch,
  serves,
} from '../../support/search-requests.ts';

/** Shares of the requests for which an expected operation must be the first, or one of the first five. */
const FIRST = 0.7;
const TOP_FIVE = 0.93;
const MISSPELT_TOP_FIVE = 0.9;

const read = (name: string) => readSearchRequests(readFileSync(`bench/choice/${name}.txt`, 'utf8'));
const documented = read('documented');
const live = read('live');
const impossible = readFileSync('bench/choice/impossible.txt', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const everything = readLiveOperations();
if (everything === null)
  process.stderr.write('The descriptions of the platforms are not there: their requests are not tested.\n');

type Searched = readonly [string, readonly Operation[], readonly SearchRequest[]];

const searched: readonly Searched[] = [
  ['documented', operations, documented],
  ...(everything === null ? [] : [['live', everything, [...documented, ...live]] satisfies Searched]),
];

describe.each(searched)('the %s requests in bench/choice', (_, all, requests) => {
  const search = createSearch(all);
  const find = (query: string) => search.find(query, 5).operations;

  it('are many, none twice, and name operations that exist', () => {
    expect(requests.length).toBeGreaterThanOrEqual(350);
    expect(new Set(requests.map(({ query }) => query)).size).toBe(requests.length);
    const unknown = requests.flatMap(({ query, expected }) =>
      expected
        .filter((each) => !all.some((operation) => serves(operation, { query, expected: [each] })))
        .map((each) => `${query}: ${each}`),
    );
    expect(unknown).toEqual([]);
  });

  it('find what serves them: `npm run bench:choice` prints the misses', () => {
    const { first, topFive } = scoreSearch(requests, find);
    expect(first).toBeGreaterThanOrEqual(FIRST);
    expect(topFive).toBeGreaterThanOrEqual(TOP_FIVE);
  });

  it('find it with a typing error in each, too', () => {
    const { first, topFive } = scoreSearch(misspell(requests), find);
    expect(first).toBeGreaterThanOrEqual(FIRST);
    expect(topFive).toBeGreaterThanOrEqual(MISSPELT_TOP_FIVE);
  });

  it('are not said to be weak, or to be in another language', () => {
    const doubted = requests.filter(({ query }) => {
      const { isWeak, isOtherLanguage } = search.find(query, 1);
      return isWeak || isOtherLanguage;
    });
    expect(doubted.map(({ query }) => query)).toEqual([]);
  });

  it('that nothing serves are said to be weak', () => {
    const confident = impossible.filter((query) => !search.find(query, 1).isWeak);
    expect(confident.length / impossible.length).toBeLessThan(0.1);
  });
});
