import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replaceFile } from '../../src/filesystem/replace-file.ts';

let folder: string;
const at = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replace-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('writes for the owner alone, and leaves nothing beside it', async () => {
  await replaceFile(at('file'), 'one');
  await replaceFile(at('file'), Buffer.from('two'));
  expect(await readFile(at('file'), 'utf8')).toBe('two');
  expect((await stat(at('file'))).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['file']);
});

it('has no temporary name that can be foreseen', async () => {
  // What a predictable name would be, as a link that leads elsewhere.
  await writeFile(at('victim'), 'untouched');
  await symlink(at('victim'), at(`file.${process.pid}`));
  await replaceFile(at('file'), 'one');
  expect(await readFile(at('victim'), 'utf8')).toBe('untouched');
  expect((await readdir(folder)).sort()).toEqual(['file', `file.${process.pid}`, 'victim']);
});

it('replaces a link, not what it leads to', async () => {
  await writeFile(at('victim'), 'untouched');
  await symlink(at('victim'), at('file'));
  await replaceFile(at('file'), 'one');
  expect([await readFile(at('victim'), 'utf8'), await readFile(at('file'), 'utf8')]).toEqual([
    'untouched',
    'one',
  ]);
});

it('leaves nothing where it fails', async () => {
  await mkdir(at('folder'));
  await writeFile(at('folder/inside'), '');
  await expect(replaceFile(at('folder'), 'one')).rejects.toMatchObject({ code: expect.any(String) });
  expect(await readdir(folder)).toEqual(['folder']);
});

it('lets each of several writers write the whole', async () => {
  const texts = Array.from({ length: 10 }, (_, at) => String(at).repeat(100_000));
  await Promise.all(texts.map((text) => replaceFile(at('file'), text)));
  expect(texts).toContain(await readFile(at('file'), 'utf8'));
  expect(await readdir(folder)).toEqual(['file']);
});
