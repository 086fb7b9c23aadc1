import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operations, operationsByName } from '../../../src/tools/catalogue/catalogue.ts';
import { createSearch } from '../../../src/tools/search/operation-search.ts';
import { misspell, readSearchRequests, scoreSearch } from '../../support/search-requests.ts';

/** Shares of the requests for which an expected operation must be the first, or one of the first five. */
const FIRST = 0.7;
const TOP_FIVE = 0.95;
const MISSPELT_TOP_FIVE = 0.9;
const FEWEST = 150;

const requests = readSearchRequests(readFileSync('bench/choice/requests.txt', 'utf8'));
const search = createSearch(operations);
const find = (query: string) => search.find(query, 5).operations;

describe('the requests in bench/choice', () => {
  it('are many, none twice, and name operations that exist', () => {
    expect(requests.length).toBeGreaterThanOrEqual(FEWEST);
    expect(new Set(requests.map(({ query }) => query)).size).toBe(requests.length);
    const unknown = requests
      .flatMap(({ expected }) => expected)
      .filter((name) => !operationsByName.has(name));
    expect(unknown).toEqual([]);
  });

  it('find what serves them: `node bench/choice.mjs` prints the misses', () => {
    const { first, topFive } = scoreSearch(requests, find);
    expect(first).toBeGreaterThanOrEqual(FIRST);
    expect(topFive).toBeGreaterThanOrEqual(TOP_FIVE);
  });

  it('find it with a typing error in each, too', () => {
    const { first, topFive } = scoreSearch(misspell(requests), find);
    expect(first).toBeGreaterThanOrEqual(FIRST);
    expect(topFive).toBeGreaterThanOrEqual(MISSPELT_TOP_FIVE);
  });
});
