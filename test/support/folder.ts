import { mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type ClosableAllowedFolders, openAllowedFolders } from '../../src/filesystem/allowed-folders.ts';

/** A folder that tools may touch, with one beside it that they may not. */
export interface Ground {
  readonly inside: string;
  readonly outside: string;
  readonly folders: ClosableAllowedFolders;
}

/** Makes the two folders before the tests of the file, and takes them away after them. */
export function useGround(): () => Ground {
  let ground: Ground | undefined;
  let base = '';
  beforeAll(async () => {
    base = await realpath(await mkdtemp(join(tmpdir(), 'ground-')));
    const [inside, outside] = [join(base, 'inside'), join(base, 'outside')];
    await Promise.all([mkdir(inside), mkdir(outside)]);
    ground = { inside, outside, folders: await openAllowedFolders([inside]) };
  });
  afterAll(() => rm(base, { recursive: true, force: true }));
  return () => {
    if (ground === undefined) throw new Error('The folders are not there yet.');
    return ground;
  };
}

/** Every name in a folder, hidden ones and those below too. */
export function namesIn(folder: string): Promise<string[]> {
  return readdir(folder, { recursive: true }).then((names) => names.sort());
}
