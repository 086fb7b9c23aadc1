import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/errors.ts';
import { lockFile } from '../../../src/sandbox/state/file-lock.ts';

let folder: string;
let data: string;
let lock: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
  data = join(folder, 'world');
  lock = `${data}.lock`;
});

afterEach(() => rm(folder, { recursive: true }));

/** The number of a process that has ended. */
const endedPid = spawnSync(process.execPath, ['--version']).pid;
const holder = (changes: object) =>
  JSON.stringify({ pid: process.pid, host: hostname(), start: '', ...changes });

describe('a lock', () => {
  it('keeps everyone else off until it is released, whatever path leads to the file', async () => {
    await writeFile(data, '');
    const alias = join(folder, 'alias');
    await symlink(data, alias);
    const release = await lockFile(data);
    await expect(lockFile(data)).rejects.toThrow(`in use by process ${process.pid}`);
    await expect(lockFile(alias)).rejects.toThrow(ConfigError);
    await release();
    await (await lockFile(alias))();
    expect((await readdir(folder)).sort()).toEqual(['alias', 'world']);
  });

  it.each([
    ['a process that has ended', holder({ pid: endedPid })],
    ['an earlier process of the same number', holder({ start: 'another-boot 1' })],
  ])('of %s is taken over', async (_, text) => {
    await writeFile(lock, text);
    const release = await lockFile(data);
    expect(await readFile(lock, 'utf8')).not.toBe(text);
    await release();
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    [
      'a process on another machine',
      holder({ host: 'elsewhere' }),
      /process \d+ on "elsewhere".* delete .*world\.lock/,
    ],
    ['nobody who can be read', '', /another process; .* delete .*world\.lock/],
    ['something that is no process', holder({ pid: -1 }), /another process; .* delete .*world\.lock/],
  ])('of %s is left alone', async (_, text, words) => {
    await writeFile(lock, text);
    await expect(lockFile(data)).rejects.toThrow(words);
    expect(await readFile(lock, 'utf8')).toBe(text);
  });

  it('that many take over at once is held by one', async () => {
    await writeFile(lock, holder({ pid: endedPid }));
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockFile(data)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['world.lock']);
  });

  it('of another is not removed by who held it before', async () => {
    const release = await lockFile(data);
    await writeFile(lock, holder({ host: 'elsewhere' }));
    await release();
    expect(await readdir(folder)).toEqual(['world.lock']);
  });
});
