import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { NO_DESCRIPTION_CACHE, openDescriptionCache } from '../../src/startup/description-cache.ts';
import { loadLiveCatalogue } from '../../src/startup/live-catalogue.ts';
import { createPlatformClients } from '../../src/startup/platform-connections.ts';
import { COMPILED_FORMAT } from '../../src/tools/openapi/compiled-description.ts';
import { descriptionText, swagger } from '../support/descriptions.ts';
import { platformEnv } from '../support/host-with-platform.ts';
import { answer, type FakePlatform, type Received, startPlatform } from '../support/platform.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 4, 31);
const folders: string[] = [];

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'live-'));
  folders.push(folder);
  return folder;
}

type Says = (received: Received) => { status: number; text?: string; etag?: string };

/** A platform that describes itself as it is told, and its addresses. */
function startDescribed(says: Says): Promise<FakePlatform> {
  return startPlatform((received, response) => {
    const { status, text, etag } = says(received);
    if (text === undefined) return answer(response, status, undefined, etag ? { etag } : {});
    response.writeHead(status, { 'content-type': 'application/json', ...(etag && { etag }) });
    response.end(text);
  });
}

interface Asking {
  readonly folder?: string;
  readonly now?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: Readonly<Record<string, unknown>>;
}

async function ask(url: string, { folder, now = NOW, env = {}, flags = { live: true } }: Asking = {}) {
  const config = readConfig(flags, { ...platformEnv(url), ...env });
  const events = { onCredential: () => undefined, onNotice: () => undefined };
  const clients = await createPlatformClients(config, 'test', events, (value) => value);
  const cache = folder === undefined ? NO_DESCRIPTION_CACHE : openDescriptionCache(folder);
  try {
    return await loadLiveCatalogue({ config, clients, cache, now, programVersion: 'test' });
  } finally {
    await clients.close();
  }
}

const both: Says = ({ target }) =>
  target.startsWith('/endpoints')
    ? { status: 200, text: descriptionText('civis'), etag: '"one"' }
    : { status: 200, text: descriptionText('aiod') };

describe('what the platforms describe', () => {
  it('is not looked for at another address that a platform names', async () => {
    const inside = await startDescribed(both);
    const platform = await startPlatform((received, response) =>
      answer(response, 302, undefined, { location: `${inside.url}${received.target.slice(1)}` }),
    );
    const { operations, notices } = await ask(platform.url);
    expect(operations).toEqual([]);
    expect(notices).toEqual([
      expect.stringContaining('redirected the request to another origin'),
      expect.stringContaining('redirected the request to another origin'),
    ]);
    expect(inside.received).toEqual([]);
    await Promise.all([platform.close(), inside.close()]);
  });

  it('is asked for through their clients, and becomes operations', async () => {
    const platform = await startDescribed(both);
    const { operations, notices, isComplete } = await ask(platform.url);
    const asked = platform.received
      .toSorted((one, other) => one.target.localeCompare(other.target))
      .map(({ verb, target, headers }) => [verb, target, headers['authorization']]);
    expect(asked).toEqual([
      ['GET', '/endpoints', expect.stringMatching(/^Bearer civis-key/)],
      ['GET', '/v2/openapi.json', expect.stringMatching(/^Bearer aiod-token/)],
    ]);
    expect(operations.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['civis_shelves_post', 'aiod_submissions_patch']),
    );
    expect(isComplete).toBe(true);
    expect(notices).toEqual([
      expect.stringMatching(/AI-on-Demand: omitted: "\/old\/things"/),
      expect.stringMatching(/AI-on-Demand: omitted: "PUT .*picture"/),
    ]);
    await platform.close();
  });

  it('is not waited for without a key, and says which one is missing', async () => {
    const platform = await startDescribed(both);
    const { notices, isComplete } = await ask(platform.url, { env: { CIVIS_API_KEY: '' } });
    expect(notices.join('\n')).toContain('Live catalogue of Civis: No credential is set for Civis');
    expect(isComplete).toBe(false);
    await platform.close();
  });

  it('is refused where it is larger than any description', async () => {
    const platform = await startDescribed(() => ({ status: 200, text: 'x'.repeat(17 * 1024 * 1024) }));
    const { operations, notices } = await ask(platform.url);
    expect(operations).toEqual([]);
    expect(notices[0]).toContain('larger than 16 MB');
    await platform.close();
  });
});

describe('what is kept of it', () => {
  it('serves for a day without asking again', async () => {
    const platform = await startDescribed(both);
    const folder = await newFolder();
    const first = await ask(platform.url, { folder });
    const then = await ask(platform.url, { folder, now: NOW + 23 * HOUR });
    expect(platform.received).toHaveLength(2);
    expect(then.operations.map(({ name }) => name)).toEqual(first.operations.map(({ name }) => name));
    await platform.close();
  });

  it('is for its owner alone, and whole', async () => {
    const platform = await startDescribed(both);
    const folder = await newFolder();
    await Promise.all(Array.from({ length: 5 }, () => ask(platform.url, { folder })));
    const files = await readdir(folder);
    expect(files).toHaveLength(2);
    for (const file of files) {
      expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
      expect(JSON.parse(await readFile(join(folder, file), 'utf8'))).toMatchObject({
        format: COMPILED_FORMAT,
      });
    }
    await platform.close();
  });

  it('is asked about after a day, and goes on where nothing has changed', async () => {
    let isNew = true;
    const platform = await startDescribed((received) => (isNew ? both(received) : { status: 304 }));
    const folder = await newFolder();
    await ask(platform.url, { folder });
    isNew = false;
    platform.received.length = 0;
    const later = NOW + 25 * HOUR;
    const again = await ask(platform.url, { folder, now: later });
    const civis = platform.received.find(({ target }) => target === '/endpoints');
    expect(civis?.headers['if-none-match']).toBe('"one"');
    expect(again.operations.map(({ name }) => name)).toContain('civis_shelves_post');
    // The other one gave no etag, so that a 304 means nothing.
    expect(again.notices.join('\n')).toContain('AI-on-Demand');
    platform.received.length = 0;
    await ask(platform.url, { folder, now: later + HOUR });
    expect(platform.received.map(({ target }) => target)).toEqual(['/v2/openapi.json']);
    await platform.close();
  });

  it('takes its new form after a day', async () => {
    let says = both;
    const platform = await startDescribed((received) => says(received));
    const folder = await newFolder();
    await ask(platform.url, { folder });
    says = () => ({ status: 200, text: swagger({ '/boxes': { get: { summary: 'List', responses: {} } } }) });
    const { operations } = await ask(platform.url, { folder, now: NOW + 25 * HOUR });
    expect(operations.map(({ name }) => name)).toContain('civis_boxes_list');
    await platform.close();
  });

  it.each([
    ['is away', { status: 500 }, /returned 500/],
    ['answers no description', { status: 200, text: '<html>' }, /cannot be used: it is not valid JSON/],
    ['answers nothing', { status: 200 }, /cannot be used: it is not valid JSON/],
  ])('stays in use where the platform %s, and that is said', async (_, answered, reason) => {
    let isAway = false;
    const platform = await startDescribed((received) => (isAway ? answered : both(received)));
    const folder = await newFolder();
    await ask(platform.url, { folder });
    isAway = true;
    const { operations, notices, isComplete } = await ask(platform.url, {
      folder,
      now: NOW + 72 * HOUR,
    });
    expect(operations.map(({ name }) => name)).toContain('civis_shelves_post');
    expect(notices[0]).toMatch(reason);
    expect(notices[0]).toContain('using its description from 3 days ago');
    expect(isComplete).toBe(true);
    await platform.close();
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    ['of another format', (text: string) => text.replace(`"format":${COMPILED_FORMAT}`, '"format":1')],
    [
      'with a path out of the platform',
      (text: string) => text.replace('"/shelves/{id}"', '"//evil.example"'),
    ],
    ['with a node before its child', (text: string) => text.replace(/"itemIndex":\d+/g, '"itemIndex":9999')],
    ['with an effect of its own', (text: string) => text.replaceAll('"effect":"', '"effect":"un')],
    ['from the future', (text: string) => text.replace(/"checkedAt":\d+/, `"checkedAt":${NOW * 2}`)],
  ])('is not believed when it is %s', async (_, damage) => {
    const platform = await startDescribed(both);
    const folder = await newFolder();
    await ask(platform.url, { folder });
    for (const file of await readdir(folder)) {
      const text = await readFile(join(folder, file), 'utf8');
      await writeFile(join(folder, file), damage(text));
    }
    platform.received.length = 0;
    const { operations } = await ask(platform.url, { folder });
    expect(platform.received.map(({ target }) => target)).toContain('/endpoints');
    expect(operations.map(({ name }) => name)).toContain('civis_shelves_post');
    await platform.close();
  });

  it('is another one for another server, version or account of the program', async () => {
    const platform = await startDescribed(both);
    const folder = await newFolder();
    await ask(platform.url, { folder });
    await ask(`${platform.url}other/`, { folder });
    await ask(platform.url, { folder, env: { AIOD_API_VERSION: 'v3' } });
    expect(await readdir(folder)).toHaveLength(5);
    await platform.close();
  });

  it('is missed by no one where the folder cannot be written', async () => {
    const platform = await startDescribed(both);
    const file = join(await newFolder(), 'file');
    await writeFile(file, '');
    const { operations, notices } = await ask(platform.url, { folder: join(file, 'cache') });
    expect(operations.length).toBeGreaterThan(0);
    expect(notices.join('\n')).toContain('could not be cached');
    await platform.close();
  });

  it('leaves no unfinished file behind where it cannot be put in its place', async () => {
    const folder = await newFolder();
    const cache = openDescriptionCache(folder);
    await cache.write('key', 'text');
    const [file = ''] = await readdir(folder);
    await rm(join(folder, file));
    await mkdir(join(folder, file));
    await expect(cache.write('key', 'text')).rejects.toThrow();
    expect(await readdir(folder)).toEqual([file]);
  });

  it('survives processes that write at once', async () => {
    const folder = await newFolder();
    const script = `
      import { mkdir, writeFile, rename } from 'node:fs/promises';
      for (let at = 0; at < 50; at += 1) {
        await writeFile('${folder}/x.' + process.pid, 'half');
        await rename('${folder}/x.' + process.pid, '${folder}/other.json');
      }`;
    const other = spawn(process.execPath, ['--input-type=module', '-e', script]);
    const closed = once(other, 'close');
    const cache = openDescriptionCache(folder);
    const texts = Array.from({ length: 50 }, (_, at) => String(at).repeat(100_000));
    await Promise.all(texts.map((text) => cache.write('key', text)));
    expect(texts).toContain(await cache.read('key'));
    await closed;
    expect((await readdir(folder)).filter((file) => file.startsWith('live-'))).toHaveLength(1);
  });
});

describe('a file in place of a platform', () => {
  it('is read, and the platform is not asked', async () => {
    const platform = await startDescribed(both);
    const { operations } = await ask(platform.url, {
      flags: { live: true, liveSpec: 'test/fixtures/live/civis.json' },
    });
    expect(platform.received.map(({ target }) => target)).toEqual(['/v2/openapi.json']);
    expect(operations.map(({ platform: name }) => name)).toEqual(expect.arrayContaining(['civis', 'aiod']));
    await platform.close();
  });

  it('may be named for its platform, and alone asks for nothing', async () => {
    const { operations } = await ask('http://127.0.0.1:9/', {
      flags: { liveSpec: 'civis=test/fixtures/live/civis.json,aiod=test/fixtures/live/aiod.json' },
    });
    expect(operations).toHaveLength(13);
  });

  it.each([
    ['repeated', ['civis=test/fixtures/live/civis.json', 'test/fixtures/live/aiod.json']],
    ['comma-separated', 'test/fixtures/live/civis.json, test/fixtures/live/aiod.json'],
  ])('may be given for each platform, %s', async (_, liveSpec) => {
    const { operations } = await ask('http://127.0.0.1:9/', { flags: { liveSpec } });
    expect(new Set(operations.map(({ platform }) => platform))).toEqual(new Set(['civis', 'aiod']));
  });

  it('is refused where another one is for the same platform', async () => {
    const liveSpec = ['test/fixtures/live/civis.json', 'civis=test/fixtures/live/civis.json'];
    await expect(ask('http://127.0.0.1:9/', { flags: { liveSpec } })).rejects.toThrow(
      '--live-spec: test/fixtures/live/civis.json and test/fixtures/live/civis.json both describe Civis; give one file for each platform',
    );
  });

  it('is refused where it describes another version, as that of a platform is', async () => {
    const file = join(await newFolder(), 'v3.json');
    const paths = { '/v3/news': { get: { responses: {} } } };
    await writeFile(file, JSON.stringify({ openapi: '3.1.0', info: {}, paths }));
    await expect(ask('http://127.0.0.1:9/', { flags: { liveSpec: file } })).rejects.toThrow(
      `--live-spec ${file} cannot be used: it describes version v3, but AIOD_API_VERSION is v2`,
    );
    const text = await readFile(file, 'utf8');
    const platform = await startDescribed(() => ({ status: 200, text }));
    const { notices } = await ask(platform.url, { env: { CIVIS_API_KEY: '' } });
    expect(notices).toContain(
      'Live catalogue of AI-on-Demand: its description cannot be used: it describes version v3, but AIOD_API_VERSION is v2; none of its operations were added',
    );
    await platform.close();
  });

  it.each([
    ['no/such/file.json', /cannot be read \(ENOENT\)/],
    ['test', /is not a regular file/],
    ['package.json', /neither Swagger/],
    ['README.md', /not valid JSON/],
  ])('%s is refused', async (liveSpec, reason) => {
    await expect(ask('http://127.0.0.1:9/', { flags: { liveSpec } })).rejects.toThrow(reason);
  });
});
