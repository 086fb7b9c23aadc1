// Scores the search of the compact surface on requests in people's words, and prints what it misses.
import { readFileSync } from 'node:fs';
import { importSources } from '../scripts/sources.mjs';

const { operations, createSearch, readSearchRequests, scoreSearch, misspell } = await importSources(
  'src/tools/catalogue/catalogue.ts',
  'src/tools/search/operation-search.ts',
  'test/support/search-requests.ts',
);
const path = process.argv[2] ?? 'bench/choice/requests.txt';
const buildStart = performance.now();
const search = createSearch(operations);
search.find('warm', 1);
const buildTime = performance.now() - buildStart;
const requests = readSearchRequests(readFileSync(path, 'utf8'));
const find = (query) => search.find(query, 5).operations;
const queryStart = performance.now();
const score = scoreSearch(requests, find);
const queryTime = (performance.now() - queryStart) / requests.length;

for (const { query, expected, found } of score.misses) {
  console.log(`${found.some((name) => expected.includes(name)) ? 'not first' : 'MISSED   '} ${query}`);
  console.log(`          due ${expected.join(' or ')}\n          got ${found.join(', ')}`);
}
const percent = (share) => `${(share * 100).toFixed(1)} %`;
const printScore = (label, { first, topFive }) =>
  console.log(`${label}: ${percent(first)} first, ${percent(topFive)} in the top five`);
printScore(`${requests.length} requests`, score);
printScore('with a typing error in each', scoreSearch(misspell(requests), find));
console.log(`index ${buildTime.toFixed(1)} ms, ${queryTime.toFixed(2)} ms a query`);
