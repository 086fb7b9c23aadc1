import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAllowedFolders } from '../../src/filesystem/allowed-folders.ts';
import { temporaryName } from '../../src/filesystem/temporary-files.ts';

const HOUR_MS = 60 * 60 * 1000;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leftovers-'));
  await mkdir(join(folder, 'below'));
});

afterEach(() => rm(folder, { recursive: true }));

/** A file as a process that was killed so long ago has left it. */
async function leave(path: string, hours: number): Promise<string> {
  const time = new Date(Date.now() - hours * HOUR_MS);
  await writeFile(join(folder, path), 'part');
  await utimes(join(folder, path), time, time);
  return path;
}

const names = async () => (await readdir(folder, { recursive: true })).sort();

test('what a killed process has left is removed at the start when it is a day old, and nothing else', async () => {
  await leave(temporaryName(), 25);
  const stays = [
    await leave(temporaryName(), 23),
    await leave('data.part', 100),
    await leave(`${temporaryName()}.csv`, 100),
    await leave(join('below', temporaryName()), 100),
  ];
  const link = temporaryName();
  await symlink(join(folder, 'data.part'), join(folder, link));
  const old = temporaryName();
  await mkdir(join(folder, old));
  await utimes(join(folder, old), 0, 0);
  const folders = await openAllowedFolders([folder]);
  expect(await names()).toEqual(['below', link, old, ...stays].sort());
  await folders.close();
});

test('a folder below is cleared when a file is about to be written there', async () => {
  await leave(join('below', temporaryName()), 25);
  const folders = await openAllowedFolders([folder]);
  const file = await folders.begin('below/new.csv', false);
  expect(await readdir(join(folder, 'below'))).toHaveLength(1);
  await file.keep();
  await file.discard();
  expect(await names()).toEqual(['below', 'below/new.csv']);
  await folders.close();
});
