// Scores the search of the compact surface on requests in people's words, and prints what it misses.
import { readFileSync } from 'node:fs';
import { importSources } from '../scripts/sources.mjs';

const { operations, createSearch, readSearchRequests, readLiveOperations, scoreSearch, misspell } =
  await importSources(
    'src/tools/catalogue/catalogue.ts',
    'src/tools/search/operation-search.ts',
    'test/support/live-operations.ts',
    'test/support/search-requests.ts',
  );
const everything = readLiveOperations();
if (everything === null)
  console.log('The descriptions of the platforms are not there: documented operations only.\n');

const percent = (share) => `${(share * 100).toFixed(1)} %`;
const printScore = (label, { first, topFive }) =>
  console.log(`${label}: ${percent(first)} first, ${percent(topFive)} in the top five`);
const readRequests = (path) => readSearchRequests(readFileSync(path, 'utf8'));

function printMisses({ misses }) {
  for (const { query, expected, found, isFound } of misses) {
    console.log(`${isFound ? 'not first' : 'MISSED   '} ${query}`);
    console.log(`          due ${expected.join(' or ')}\n          got ${found.join(', ')}`);
  }
}

/** Scores the requests over the operations, and prints it with the time of the index and of a query. */
function measure(label, requests, searched) {
  const buildStart = performance.now();
  const search = createSearch(searched);
  search.find('warm', 1);
  const buildTime = performance.now() - buildStart;
  const find = (query) => search.find(query, 5).operations;
  const queryStart = performance.now();
  const score = scoreSearch(requests, find);
  const queryTime = (performance.now() - queryStart) / requests.length;
  printMisses(score);
  printScore(`${requests.length} ${label} requests over ${searched.length} operations`, score);
  printScore('  with a typing error in each', scoreSearch(misspell(requests), find));
  const weak = requests.filter(({ query }) => search.find(query, 1).isWeak).length;
  console.log(
    `  ${weak} said to be weak; index ${buildTime.toFixed(1)} ms, ${queryTime.toFixed(2)} ms a query\n`,
  );
  return search;
}

const [path] = process.argv.slice(2);
if (path !== undefined) {
  measure('given', readRequests(path), everything ?? operations);
} else {
  const documented = readRequests('bench/choice/documented.txt');
  measure('documented', documented, operations);
  if (everything !== null) {
    measure('documented', documented, everything);
    const search = measure('live', readRequests('bench/choice/live.txt'), everything);
    const impossible = readFileSync('bench/choice/impossible.txt', 'utf8')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    const confident = impossible.filter((query) => !search.find(query, 1).isWeak);
    console.log(
      `${impossible.length} impossible requests: ${confident.length} not recognised: ${confident.join('; ')}`,
    );
  }
}
