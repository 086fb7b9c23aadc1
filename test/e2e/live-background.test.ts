import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { descriptionText } from '../support/descriptions.ts';
import { platformEnv } from '../support/host-with-platform.ts';
import { connectHost, type Host } from '../support/hosts.ts';
import { answer, type FakePlatform, startPlatform } from '../support/platform.ts';
import { dataOf, errorOf, itemsOf } from '../support/results.ts';

let platform: FakePlatform;
let cache: string;
let host: Host | undefined;

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'live-background-'));
  platform = await startPlatform(({ target }, response) => {
    if (target === '/endpoints') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(descriptionText('civis'));
    } else answer(response, target === '/shelves' ? 200 : 404, target === '/shelves' ? [{ id: 7 }] : {});
  });
});

afterEach(async () => {
  await host?.close();
  await platform.close();
  await rm(cache, { recursive: true, force: true });
});

async function start(...flags: string[]): Promise<Host> {
  const env = { ...platformEnv(platform.url), XDG_CACHE_HOME: cache };
  host = await connectHost({
    era: 'modern',
    transport: 'stdio',
    flags: ['--surface', 'compact', ...flags],
    env,
  });
  return host;
}
const search = (query: string) => host?.call('operations_search', { query }) ?? expect.fail();

it('the compact surface finds and runs what a platform describes, and says what is missing', async () => {
  const { call, list } = await start();
  expect((await list()).tools.map(({ name }) => name)).not.toContain('civis_shelves_list');
  const found = await search('civis_shelves_list');
  expect(itemsOf(found).map(({ name }) => name)).toContain('civis_shelves_list');
  expect(dataOf(found)['note']).toContain('Live catalogue of AI-on-Demand:');
  expect(dataOf(await call('operations_read', { name: 'civis_shelves_list' }))).toMatchObject({
    items: [{ id: 7 }],
  });
});

it('nothing is requested with --no-live', async () => {
  const { call } = await start('--no-live');
  expect(JSON.stringify(dataOf(await search('civis_shelves_list')))).not.toContain('Live catalogue');
  expect(errorOf(await call('operations_read', { name: 'civis_shelves_list' }))).toMatchObject({
    kind: 'unknown_tool',
  });
  expect(platform.received.map(({ target }) => target)).not.toContain('/endpoints');
});

it('a pattern that may name what is described is accepted, any other one is not', async () => {
  await start('--tools', 'civis.shelves');
  expect(itemsOf(await search('shelves')).map(({ name }) => name)).toContain('civis_shelves_list');
  await host?.close();
  host = undefined;
  await expect(start('--tools', 'jbos')).rejects.toThrow();
});
