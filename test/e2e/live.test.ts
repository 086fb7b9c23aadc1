import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { descriptionText } from '../support/descriptions.ts';
import { platformEnv } from '../support/host-with-platform.ts';
import { connectHost, type Host } from '../support/hosts.ts';
import { answer, type FakePlatform, startPlatform } from '../support/platform.ts';
import { endPrograms, runProgram } from '../support/program.ts';

let platform: FakePlatform;
let host: Host;
let cache: string;

beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'live-'));
  platform = await startPlatform(({ target, verb }, response) => {
    if (target === '/endpoints' || target === '/v2/openapi.json') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(descriptionText(target === '/endpoints' ? 'civis' : 'aiod'));
    } else
      answer(response, verb === 'POST' ? 201 : 200, { id: 7, createdAt: 'now', labels: { someKey: 'x' } });
  });
  host = await connectHost({
    era: 'modern',
    transport: 'stdio',
    flags: ['--live'],
    env: { ...platformEnv(platform.url), XDG_CACHE_HOME: cache },
  });
});

afterAll(async () => {
  await host.close();
  await platform.close();
  await rm(cache, { recursive: true, force: true });
  endPrograms();
});

const run = (args: readonly string[]) =>
  runProgram(args, { ...platformEnv(platform.url), XDG_CACHE_HOME: cache });

describe('a server with the live catalogue', () => {
  it('lists what is described beside what is documented, once', async () => {
    const names = (await host.list()).tools.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['civis_shelves_post', 'civis_jobs_get', 'aiod_submissions_get']),
    );
    expect(new Set(names).size).toBe(names.length);
    // Written by hand, and listed since the platform describes them.
    expect(names).toEqual(expect.arrayContaining(['aiod_datasets_get_list']));
    expect(names).not.toContain('aiod_datasets_list');
  });

  it('calls what is described, with repair, under the documented spelling', async () => {
    platform.received.length = 0;
    const { structuredContent } = await host.call('civis_shelves_post', {
      name: 5,
      provide_api_key: 'true',
    });
    expect(platform.received).toMatchObject([
      { verb: 'POST', target: '/shelves', body: { name: '5', provideAPIKey: true } },
    ]);
    expect(structuredContent).toEqual({ id: 7, created_at: 'now', labels: { someKey: 'x' } });
  });

  it('refuses what the description does not know', async () => {
    const { isError, content } = await host.call('civis_shelves_list', { limit: 51, oder: 'x' });
    expect(isError).toBe(true);
    expect(content[0]?.text).toMatch(/limit must be at most 50; got 51.*did you mean order/s);
  });
});

describe('the selection', () => {
  it('knows what is described', async () => {
    const { stdout, stderr, code } = await run([
      ...['tools', '--live', '--tools', 'civis.shelves', '--read-only'],
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('civis_shelves_get_alias');
    expect(stdout).not.toContain('civis_shelves_post');
    expect(stderr).toContain('4 tools');
  });

  it('does not without the flag', async () => {
    const { code, stderr } = await run(['tools', '--tools', 'civis.shelves']);
    expect(code).toBe(2);
    expect(stderr).toContain('civis.shelves');
  });

  it('lists a kind of asset where it is asked for by its resource', async () => {
    const { stderr } = await run(['tools', '--tools', 'aiod.datasets']);
    expect(stderr).toContain('12 tools');
    const usual = await run(['tools', '--tools', 'aiod']);
    expect(usual.stdout).not.toContain('aiod_datasets');
  });
});
