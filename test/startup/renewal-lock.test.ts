import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withRenewalLock } from '../../src/startup/renewal-lock.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'file-lock-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a locked file', () => {
  it('lets one task in at a time, and leaves nothing behind', async () => {
    let inside = 0;
    let most = 0;
    const task = async () => {
      inside += 1;
      most = Math.max(most, inside);
      for (let turn = 0; turn < 5; turn += 1) await setImmediate();
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 4 }, () => withRenewalLock(join(folder, 'one'), task)));
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is free again after a task that failed', async () => {
    const file = join(folder, 'two');
    await expect(withRenewalLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withRenewalLock(file, () => Promise.resolve('done'))).toBe('done');
  });

  it('is free if the process that locked it has died', async () => {
    const file = join(folder, 'three');
    await writeFile(`${file}.lock`, String(Date.now() - 2 * 60 * 1000));
    expect(await withRenewalLock(file, () => readdir(folder))).toEqual(['three.lock']);
    expect(await readdir(folder)).toEqual([]);
  });

  it('does not keep a task from running where no lock can be made', async () => {
    expect(await withRenewalLock(join(folder, 'none', 'four'), () => Promise.resolve('done'))).toBe('done');
  });
});
