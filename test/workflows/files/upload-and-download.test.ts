import { createReadStream } from 'node:fs';
import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staticCredential } from '../../../src/client/credential.ts';
import type { Dispatch } from '../../../src/dispatch/tool-call.ts';
import { ALL_TOOLS } from '../../../src/dispatch/tool-filter.ts';
import { openAllowedFolders } from '../../../src/filesystem/allowed-folders.ts';
import type { Progress } from '../../../src/tools/outcome.ts';
import { connectTo, neverAborted } from '../../support/connect.ts';
import { dispatchOver, openTransfers } from '../../support/dispatch.ts';
import { namesIn, useGround } from '../../support/folder.ts';
import {
  digestOf,
  generatedSource,
  type Interrupt,
  type ObjectStore,
  startObjectStore,
} from '../../support/object-store.ts';
import { answer, type FakePlatform, startPlatform } from '../../support/platform.ts';
import { useSandbox } from '../../support/sandbox.ts';
import { callErrorOf } from '../../support/tool-caller.ts';

/** A file of the sandbox's world: a short table. */
const STORES = 1520001;

const under = useSandbox();
const ground = useGround();
const at = (name: string) => join(ground().inside, name);
let invoke: Dispatch;
let invokeWithoutFolders: Dispatch;
let close: () => Promise<unknown>;

beforeAll(async () => {
  const { civisEndpoint, civisApiKey, aiodServer, aiodToken } = under.sandbox;
  const civis = connectTo(civisEndpoint, { credential: staticCredential(civisApiKey) });
  const credential = staticCredential(aiodToken);
  const aiod = connectTo(aiodServer, { platform: 'aiod', label: 'AI-on-Demand', version: 'v2', credential });
  invoke = dispatchOver({ civis, aiod }, ALL_TOOLS, {
    confirm: 'never',
    files: await openAllowedFolders([ground().inside]),
  });
  invokeWithoutFolders = dispatchOver({ civis, aiod }, ALL_TOOLS, { confirm: 'never' });
  close = () => Promise.all([civis.close(), aiod.close()]);
});
afterAll(() => close());

const ignore = (_: Progress): void => undefined;

type Answer = Readonly<Record<string, unknown>>;

async function call(
  name: string,
  args: Record<string, unknown>,
  { through = invoke, signal = neverAborted, report = ignore } = {},
): Promise<Answer> {
  const { outcome } = await through({ name, args, signal, report });
  return outcome.value as Answer;
}

/** Makes a file in which no two chunks are alike. */
async function make(name: string, size: number): Promise<string> {
  const source = generatedSource(size);
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.read(0, size)) chunks.push(chunk);
  await writeFile(at(name), Buffer.concat(chunks));
  return digestOf(source.read(0, size));
}

describe('a round trip', () => {
  it.each([
    ['an empty file', 0],
    ['a small file', 1_000],
    ['a file that goes up in one piece', 50 * 1024 ** 2],
    ['a file that goes up in parts', 60_000_000],
  ])('of %s', async (_, size) => {
    const digest = await make('up.bin', size);
    const told: Progress[] = [];
    const report = (progress: Progress) => void told.push(progress);
    const up = await call('civis_upload_file', { path: 'up.bin' }, { report });
    expect(up).toEqual({ file_id: expect.any(Number), name: 'up.bin', size_bytes: size });
    const down = await call('civis_download_file', { id: up['file_id'], path: 'down.bin', overwrite: true });
    expect(down).toEqual({ path: at('down.bin'), size_bytes: size });
    expect(await digestOf(createReadStream(at('down.bin')))).toBe(digest);
    if (size === 0) return;
    const counts = told.map(({ done }) => done);
    expect(counts).toEqual(counts.toSorted((one, other) => one - other));
    expect(told.at(-1)).toMatchObject({ done: size, total: size });
    expect(told.at(-1)?.message).toMatch(/^[\d.]+ of [\d.]+ [kM]B sent$/);
  });
});

describe('civis_upload_file', () => {
  it('takes a name and how long to keep it', async () => {
    await writeFile(at('named.txt'), 'text');
    const args = { path: at('named.txt'), name: 'grüße "1".txt', expires_at: null };
    const { file_id, name } = await call('civis_upload_file', args);
    expect(name).toBe('grüße "1".txt');
    expect(await call('civis_files_get', { id: file_id })).toMatchObject({ name, expires_at: null });
  });

  it('sends nothing for a path that cannot be', async () => {
    expect(await callErrorOf(call('civis_upload_file', { path: '../up.bin' }))).toMatchObject({
      kind: 'not_allowed',
    });
    expect(await callErrorOf(call('civis_upload_file', { path: 'absent.bin' }))).toMatchObject({
      kind: 'not_found',
    });
  });

  it('says which flag is missing', async () => {
    const failure = await callErrorOf(
      call('civis_upload_file', { path: 'up.bin' }, { through: invokeWithoutFolders }),
    );
    expect(failure.kind).toBe('not_configured');
    expect(failure.details.hint).toContain('--files DIR');
  });

  it('refuses what no store takes', async () => {
    await writeFile(at('vast.bin'), '');
    await truncate(at('vast.bin'), 6 * 1024 ** 4).catch(() => undefined);
    // Some file systems have no such sparse files.
    if ((await stat(at('vast.bin'))).size < 6 * 1024 ** 4) return;
    expect((await callErrorOf(call('civis_upload_file', { path: 'vast.bin' }))).kind).toBe('too_large');
  });

  it('stops when it is cancelled', async () => {
    await make('long.bin', 60_000_000);
    const controller = new AbortController();
    const report = () => controller.abort();
    const calling = call('civis_upload_file', { path: 'long.bin' }, { signal: controller.signal, report });
    expect((await callErrorOf(calling)).kind).toBe('cancelled');
  });
});

describe('civis_download_file', () => {
  it('answers a short text itself, folder or none', async () => {
    for (const through of [invoke, invokeWithoutFolders]) {
      const { text, size_bytes, path } = await call('civis_download_file', { id: STORES }, { through });
      expect(text).toMatch(/^store_id,name/);
      expect(size_bytes).toBe(Buffer.byteLength(String(text)));
      expect(path).toBeUndefined();
    }
  });

  it('saves a short text where a path is given', async () => {
    const { path, text } = await call('civis_download_file', { id: STORES, path: 'stores.csv' });
    expect([path, text]).toEqual([at('stores.csv'), undefined]);
    expect(await readFile(at('stores.csv'), 'utf8')).toMatch(/^store_id,name/);
  });

  it('leaves a file that is there as it is, unless told to replace it', async () => {
    await writeFile(at('mine.csv'), 'mine');
    const args = { id: STORES, path: 'mine.csv' };
    expect((await callErrorOf(call('civis_download_file', args))).kind).toBe('conflict');
    expect(await readFile(at('mine.csv'), 'utf8')).toBe('mine');
    await call('civis_download_file', { ...args, overwrite: true });
    expect(await readFile(at('mine.csv'), 'utf8')).toMatch(/^store_id/);
  });

  it('replaces nothing that the caller did not name', async () => {
    const args = { id: STORES, overwrite: true };
    expect((await callErrorOf(call('civis_download_file', args))).kind).toBe('invalid_input');
  });

  it('saves by a name without characters that are not seen', async () => {
    await writeFile(at('source'), Buffer.from([1, 0, 2]));
    const { file_id: id } = await call('civis_upload_file', { path: 'source', name: 'a\u202eb\u200b.bin' });
    expect(await call('civis_download_file', { id })).toMatchObject({ path: at('ab.bin') });
  });

  it.each([
    ['too long', 'long.txt', Buffer.alloc(20_001, 'a')],
    ['no text', 'short.bin', Buffer.from([1, 2, 0, 255])],
  ])('saves what is %s by its name, and says what is missing where it cannot', async (_, name, bytes) => {
    await writeFile(at('source'), bytes);
    const { file_id: id } = await call('civis_upload_file', { path: 'source', name: `../../${name}` });
    const failure = await callErrorOf(call('civis_download_file', { id }, { through: invokeWithoutFolders }));
    expect(failure.kind).toBe('not_configured');
    expect(await call('civis_download_file', { id })).toEqual({ path: at(name), size_bytes: bytes.length });
    expect(await readFile(at(name))).toEqual(bytes);
  });

  it('does not save under a name that hides', async () => {
    await writeFile(at('source'), Buffer.alloc(30_000));
    const { file_id: id } = await call('civis_upload_file', { path: 'source', name: '.bashrc' });
    expect((await callErrorOf(call('civis_download_file', { id }))).kind).toBe('not_allowed');
  });

  it('says that a file holds nothing yet', async () => {
    const { id } = await call('civis_files_post', { name: 'never sent' });
    const failure = await callErrorOf(call('civis_download_file', { id, path: 'never.txt' }));
    expect(failure.kind).toBe('not_found');
    expect(await namesIn(ground().inside)).not.toContain('never.txt');
  });

  it('leaves nothing when it is cancelled', async () => {
    await make('whole.bin', 30_000_000);
    const { file_id: id } = await call('civis_upload_file', { path: 'whole.bin' });
    const before = await namesIn(ground().inside);
    const controller = new AbortController();
    const report = () => controller.abort();
    const calling = call(
      'civis_download_file',
      { id, path: 'part.bin' },
      { signal: controller.signal, report },
    );
    expect((await callErrorOf(calling)).kind).toBe('cancelled');
    expect(await namesIn(ground().inside)).toEqual(before);
  });
});

describe('aiod_download_content', () => {
  const served = Buffer.alloc(100_000, 'content ');

  /** A catalogue whose contents are links into a store, and calls through both. */
  async function withCatalogue(
    interrupt: Interrupt,
    test: (through: Dispatch, received: FakePlatform['received'], store: ObjectStore) => Promise<void>,
    timeoutSeconds = 20,
  ): Promise<void> {
    const store = await startObjectStore(interrupt);
    const record = {
      name: 'D',
      distribution: [{ content_url: `${store.url}/a/b%20c.csv`, name: 'one.csv' }],
    };
    const catalogue = await startPlatform(({ target }, response) => {
      if (!target.includes('/content')) return answer(response, 200, record);
      const location = target.endsWith('/1') ? 'None' : `${store.url}/a/b%20c.csv`;
      answer(response, 303, undefined, { location });
    });
    const aiod = connectTo(catalogue.url, { platform: 'aiod', label: 'AI-on-Demand', version: 'v2' });
    const transfers = openTransfers({ timeoutSeconds });
    const files = ground().folders;
    try {
      const through = dispatchOver({ civis: aiod, aiod }, ALL_TOOLS, { confirm: 'never', files, transfers });
      await test(through, catalogue.received, store);
    } finally {
      await Promise.all([aiod.close(), transfers.close(), catalogue.close(), store.close()]);
    }
  }

  it('follows the link of a distribution without credentials', async () => {
    const seen: IncomingHttpHeaders[] = [];
    const interrupt: Interrupt = ({ headers }, response) => {
      seen.push(headers);
      response.end(seen.length === 1 ? served : 'short');
      return true;
    };
    await withCatalogue(interrupt, async (through, received) => {
      const args = { identifier: 'data_1', distribution_idx: 0 };
      const saved = await call('aiod_download_content', args, { through });
      expect(saved).toEqual({ path: at('one.csv'), size_bytes: served.length });
      expect(await readFile(at('one.csv'))).toEqual(served);
      const shown = await call('aiod_download_content', { identifier: 'data_1' }, { through });
      expect(shown).toEqual({ text: 'short', size_bytes: 5 });
      expect(received.map(({ target }) => target)).toEqual([
        '/v2/datasets/data_1/content/0',
        '/v2/datasets/data_1',
        '/v2/datasets/data_1/content',
        '/v2/datasets/data_1',
      ]);
      for (const { headers } of received) expect(headers['authorization']).toBe('Bearer test-key');
      for (const headers of seen) expect(headers).not.toHaveProperty('authorization');
    });
  });

  it.each([
    [
      'a distribution without a link',
      { identifier: 'data_1', distribution_idx: 1 },
      'has no link to its content',
    ],
    ['a kind without content', { identifier: 'con_1' }, '"con_1" is not an asset with content'],
  ])('says what is missing of %s', async (_, args, says) => {
    await withCatalogue(
      () => false,
      async (through, _received, { requests }) => {
        const refused = await callErrorOf(call('aiod_download_content', args, { through }));
        expect(refused.message).toContain(says);
        expect(requests).toEqual([]);
      },
    );
  });

  it.each<readonly [what: string, kind: string, Interrupt]>([
    [
      'breaks off',
      'network',
      (_, response) => {
        response.writeHead(200, { 'content-length': 200_000 }).write(served);
        setTimeout(() => response.destroy(), 100);
        return true;
      },
    ],
    [
      'stalls',
      'timeout',
      (_, response) => response.writeHead(200, { 'content-length': 200_000 }).write(served) || true,
    ],
    [
      'is too large',
      'too_large',
      (_, response) => response.writeHead(200, { 'content-length': 1e15 }).write(served) || true,
    ],
  ])('leaves nothing of a content that %s', async (_, kind, interrupt) => {
    const before = await namesIn(ground().inside);
    const args = { identifier: 'data_1', path: 'half.bin' };
    const test = async (through: Dispatch) => {
      expect((await callErrorOf(call('aiod_download_content', args, { through }))).kind).toBe(kind);
      expect(await namesIn(ground().inside)).toEqual(before);
    };
    await withCatalogue(interrupt, test, 0.5);
  });
});
