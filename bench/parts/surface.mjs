// What the two surfaces cost a model in tokens, and how well the search of the compact one finds what people ask for.
import { readFileSync } from 'node:fs';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { importSources } from '../../scripts/sources.mjs';
import { OURS } from '../names.mjs';
import { operations } from '../openapi-description.mjs';
import { bound, compareEach } from '../rows.mjs';
import { PROGRAM } from '../servers.mjs';
import { startServer } from '../stdio.mjs';

const { createSearch, readSearchRequests, scoreSearch } = await importSources(
  'src/tools/search/operation-search.ts',
  'test/support/search-requests.ts',
);

const tokensOf = ({ name, description = '', inputSchema }) =>
  [name, description, JSON.stringify(inputSchema)].reduce((sum, part) => sum + encode(part).length, 0);
const totalOf = (tools) => tools.reduce((sum, tool) => sum + tokensOf(tool), 0);

export async function measureSurface({ servers }) {
  const average = {};
  for (const [name, { args, env }] of Object.entries(servers)) {
    const tools = await listOf(args, env);
    // Beside its operations our surface has workflows, which others do not offer.
    const own = new Set(operations.map((operation) => operation.name));
    const counted = name === OURS ? tools.filter((tool) => own.has(tool.name)) : tools;
    average[name] = { median: totalOf(counted) / counted.length };
  }
  const compact = totalOf(await listOf([PROGRAM, '--surface', 'compact']));
  const requests = readSearchRequests(readFileSync('bench/choice/documented.txt', 'utf8'));
  const search = createSearch(operations);
  const score = scoreSearch(requests, (query) => search.find(query, 5).operations);
  return [
    bound('Full surface, tokens an operation', 'tokens', average[OURS], { most: 115 }),
    ...compareEach('Full surface, tokens an operation', 'tokens', average),
    bound('Compact surface, tokens in all', 'tokens', compact, { most: 3200 }),
    bound('Search: found first', '%', score.first * 100, { least: 70 }),
    bound('Search: found among the first five', '%', score.topFive * 100, { least: 95 }),
  ];
}

async function listOf(args, env) {
  const server = await startServer(args, env);
  const tools = await server.list();
  await server.stop();
  return tools;
}
