import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { readSpareBytes, spareBytes } from '../../src/filesystem/spare-disk-space.ts';

const GB = 1000 ** 3;

describe('what a new file may take', () => {
  it.each([
    ['a large disk keeps a gigabyte', { blocks: 1000 * GB, bavail: 10 * GB }, 9 * GB],
    ['a small disk keeps a part', { blocks: 100, bavail: 50 }, 45],
    ['a full disk has none', { blocks: 100, bavail: 3 }, 0],
    ['a disk that does not tell', { blocks: 0, bavail: 0 }, Number.POSITIVE_INFINITY],
  ])('%s', (_, usage, spare) => {
    expect(spareBytes({ bsize: 1, ...usage })).toBe(spare);
  });

  it('is counted in blocks', () => {
    expect(spareBytes({ bsize: 4096, blocks: 100, bavail: 50 })).toBe(45 * 4096);
  });

  it('is known of a folder that is there', async () => {
    expect(await readSpareBytes(tmpdir())).toBeGreaterThanOrEqual(0);
  });
});
