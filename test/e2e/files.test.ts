import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namesIn, useGround } from '../support/folder.ts';
import { AIOD_TOKEN, CIVIS_KEY, platformEnv } from '../support/host-with-platform.ts';
import { connectHost, WAYS } from '../support/hosts.ts';
import { startObjectStore } from '../support/object-store.ts';
import { answer, startPlatform } from '../support/platform.ts';
import { runProgram } from '../support/program.ts';
import { dataOf, errorOf } from '../support/results.ts';

const HOME = { HOME: '/nonexistent', XDG_CONFIG_HOME: '/nonexistent' };
const ground = useGround();
const at = (name: string) => join(ground().inside, name);

describe.each(WAYS)("files with a '$era' client over '$transport'", ({ era, transport }) => {
  it('go up and come down, where the server was given a folder', async () => {
    const content = Buffer.alloc(100_000, `${era} ${transport} `);
    await writeFile(at('up.bin'), content);
    const host = await connectHost({
      era,
      transport,
      env: HOME,
      flags: ['--sandbox', '--files', ground().inside],
    });
    const up = dataOf(await host.call('civis_upload_file', { path: 'up.bin' }));
    expect(up).toMatchObject({ name: 'up.bin', size_bytes: content.length });
    const args = { id: up['file_id'], path: `${era}-${transport}.bin` };
    expect(dataOf(await host.call('civis_download_file', args))).toMatchObject({
      size_bytes: content.length,
    });
    expect(await readFile(at(args.path))).toEqual(content);
    await host.close();
  });

  it('stay untouched where it was given none, whatever the environment says over HTTP', async () => {
    const env = transport === 'http' ? { ...HOME, CIVIS_AIOD_MCP_FILES: ground().inside } : HOME;
    const host = await connectHost({ era, transport, env, flags: ['--sandbox'] });
    const { tools } = await host.list();
    expect(tools.map(({ name }) => name)).toContain('civis_upload_file');
    const error = errorOf(await host.call('civis_upload_file', { path: 'up.bin' }));
    expect(error).toMatchObject({ kind: 'not_configured', hint: expect.stringContaining('--files DIR') });
    await host.close();
  });
});

describe('the program', () => {
  it.each(['tools', 'call', 'serve'])('%s ends with code 2 where a folder is not there', async (command) => {
    const args = [command, ...(command === 'call' ? ['civis_jobs_list'] : []), '--files', at('absent')];
    const { code, stderr, stdout } = await runProgram(args, HOME);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^civis-aiod-mcp: --files must be an existing folder; got ".*absent", which does not exist\n$/,
    );
  });

  it('takes several folders', async () => {
    await writeFile(join(ground().outside, 'other.txt'), 'other');
    const flags = ['--sandbox', '--files', ground().inside, '--files', ground().outside];
    const { code, stdout } = await runProgram(
      ['call', 'civis_upload_file', '--arg', 'path=other.txt', ...flags],
      HOME,
    );
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { name: 'other.txt', size_bytes: 5 }]);
  });
});

describe('a link of the platform', () => {
  it('is asked without any credential, at whatever origin', async () => {
    const store = await startObjectStore((request, response) => {
      if (request.method !== 'GET') return false;
      response.end('content');
      store.requests.push({
        verb: 'GET',
        target: request.url ?? '',
        headers: request.headers,
        size: 0,
        digest: '',
      });
      return true;
    });
    const platform = await startPlatform(({ verb }, response) =>
      verb === 'POST'
        ? answer(response, 201, { id: 7, name: 'up.bin', uploadUrl: store.url, uploadFields: { key: 'k' } })
        : answer(response, 200, { id: 7, name: 'up.bin', fileUrl: `${store.url}/key?sig=hush` }),
    );
    await writeFile(at('up.bin'), 'content');
    const env = platformEnv(platform.url);
    const host = await connectHost({
      era: 'modern',
      transport: 'stdio',
      env,
      flags: ['--files', ground().inside],
    });
    expect(dataOf(await host.call('civis_upload_file', { path: 'up.bin' }))).toMatchObject({ file_id: 7 });
    expect(dataOf(await host.call('civis_download_file', { id: 7 }))).toMatchObject({ text: 'content' });
    await host.close();
    expect(store.requests.map(({ verb }) => verb)).toEqual(['POST', 'GET']);
    const sent = JSON.stringify(store.requests.map(({ headers }) => headers));
    for (const secret of [CIVIS_KEY, AIOD_TOKEN, 'authorization']) expect(sent).not.toContain(secret);
    await platform.close();
    await store.close();
  });
});

it('leaves nothing of a download when the program is ended', async () => {
  const store = await startObjectStore((_, response) => {
    response.writeHead(200, { 'content-length': 1_000_000 }).write(Buffer.alloc(500_000));
    return true;
  });
  const platform = await startPlatform((_, response) =>
    answer(response, 200, { id: 7, name: 'x', fileUrl: `${store.url}/key` }),
  );
  const host = await connectHost({
    era: 'modern',
    transport: 'stdio',
    env: platformEnv(platform.url),
    flags: ['--files', ground().inside],
  });
  const before = await namesIn(ground().inside);
  const ended = new Promise((resolve) => {
    host
      .call('civis_download_file', { id: 7, path: 'killed.bin' }, { onprogress: resolve })
      .catch(() => undefined);
  });
  await ended;
  expect(await namesIn(ground().inside)).not.toEqual(before);
  await host.close();
  await expect.poll(() => namesIn(ground().inside)).toEqual(before);
  await platform.close();
  await store.close();
});
