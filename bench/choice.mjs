// Scores the search of the compact surface on requests in people's words, and prints what it misses.
import { readFileSync } from 'node:fs';
import { importSources } from '../scripts/sources.mjs';

const { operations, createSearch, readChoices, score } = await importSources(
  'src/tools/index.ts',
  'src/tools/search/index.ts',
  'test/support/choices.ts',
);
const path = process.argv[2] ?? 'bench/choice/requests.txt';
const startedAt = performance.now();
const search = createSearch(operations);
search.find('warm', 1);
const built = performance.now() - startedAt;
const choices = readChoices(readFileSync(path, 'utf8'));
const begun = performance.now();
const { first, topFive, misses } = score(choices, (asked) => search.find(asked, 5).operations);
const each = (performance.now() - begun) / choices.length;

for (const { asks, serves, found } of misses) {
  console.log(`${found.some((name) => serves.includes(name)) ? 'not first' : 'MISSED   '} ${asks}`);
  console.log(`          due ${serves.join(' or ')}\n          got ${found.join(', ')}`);
}
const percent = (share) => `${(share * 100).toFixed(1)} %`;
console.log(`${choices.length} requests: ${percent(first)} first, ${percent(topFive)} in the top five`);
console.log(`index ${built.toFixed(1)} ms, ${each.toFixed(2)} ms a query`);
