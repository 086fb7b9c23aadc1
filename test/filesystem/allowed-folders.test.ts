import { mkdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { openAllowedFolders } from '../../src/filesystem/allowed-folders.ts';
import { namesIn, useGround } from '../support/folder.ts';

const ground = useGround();
const at = (...names: string[]) => join(ground().inside, ...names);

describe('a file that is begun', () => {
  it('has its name when it is kept, and not before', async () => {
    const draft = await ground().folders.begin('new.txt', false);
    await draft.write(Buffer.from('one '));
    await draft.write(Buffer.from('two'));
    expect(await namesIn(ground().inside)).not.toContain('new.txt');
    await draft.keep();
    await draft.discard();
    expect(draft.path).toBe(at('new.txt'));
    expect(await readFile(at('new.txt'), 'utf8')).toBe('one two');
    expect((await namesIn(ground().inside)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('leaves nothing when it is discarded', async () => {
    const before = await namesIn(ground().inside);
    const draft = await ground().folders.begin('half.txt', false);
    await draft.write(Buffer.from('half'));
    await draft.discard();
    await draft.discard();
    expect(await namesIn(ground().inside)).toEqual(before);
  });

  it('leaves nothing when the folders are closed', async () => {
    const folders = await openAllowedFolders([ground().inside]);
    const before = await namesIn(ground().inside);
    await (await folders.begin('half.txt', false)).write(Buffer.from('half'));
    await folders.close();
    expect(await namesIn(ground().inside)).toEqual(before);
  });

  it('does not take the place of another, unless asked', async () => {
    await writeFile(at('there.txt'), 'before');
    await expect(ground().folders.begin('there.txt', false)).rejects.toMatchObject({ kind: 'conflict' });
    const draft = await ground().folders.begin('there.txt', true);
    await draft.write(Buffer.from('after'));
    expect(await readFile(at('there.txt'), 'utf8')).toBe('before');
    await draft.keep();
    await draft.discard();
    expect(await readFile(at('there.txt'), 'utf8')).toBe('after');
  });

  it('does not take a name that was taken meanwhile', async () => {
    const draft = await ground().folders.begin('raced.txt', false);
    await draft.write(Buffer.from('late'));
    await writeFile(at('raced.txt'), 'early');
    await expect(draft.keep()).rejects.toMatchObject({ kind: 'conflict' });
    await draft.discard();
    expect(await readFile(at('raced.txt'), 'utf8')).toBe('early');
  });

  it('is not written through a link that came meanwhile', async () => {
    await writeFile(join(ground().outside, 'mine.txt'), 'mine');
    const draft = await ground().folders.begin('linked.txt', true);
    await draft.write(Buffer.from('theirs'));
    await symlink(join(ground().outside, 'mine.txt'), at('linked.txt'));
    await expect(draft.keep()).rejects.toMatchObject({ kind: 'not_allowed' });
    await draft.discard();
    expect(await readFile(join(ground().outside, 'mine.txt'), 'utf8')).toBe('mine');
  });

  it('needs a folder that is there', async () => {
    await expect(ground().folders.begin('nowhere/new.txt', false)).rejects.toMatchObject({
      kind: 'not_found',
    });
  });
});

describe('a file that is read', () => {
  it('gives any part of it', async () => {
    await writeFile(at('digits.txt'), '0123456789');
    const file = await ground().folders.open('digits.txt');
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.read(3, 4)) chunks.push(chunk);
    await file.close();
    expect(file).toMatchObject({ name: 'digits.txt', size: 10 });
    expect(Buffer.concat(chunks).toString()).toBe('3456');
  });

  it('says when it became shorter', async () => {
    await writeFile(at('shrinking.txt'), '0123456789');
    const file = await ground().folders.open('shrinking.txt');
    await truncate(at('shrinking.txt'), 2);
    const read = async () => {
      for await (const _ of file.read(0, 10));
    };
    await expect(read()).rejects.toMatchObject({ kind: 'conflict' });
    await file.close();
  });
});

describe('several folders', () => {
  it('are searched in their order, and written in the first that has the path', async () => {
    await Promise.all([mkdir(at('one')), mkdir(at('two', 'deep'), { recursive: true })]);
    await writeFile(at('two', 'only.txt'), 'second');
    const folders = await openAllowedFolders([at('one'), at('two')]);
    expect(folders.folders).toEqual([at('one'), at('two')]);
    const file = await folders.open('only.txt');
    expect(file.size).toBe(6);
    await file.close();
    for (const [path, due] of [
      ['new.txt', at('one', 'new.txt')],
      ['deep/new.txt', at('two', 'deep', 'new.txt')],
    ] as const) {
      const draft = await folders.begin(path, false);
      expect(draft.path).toBe(due);
      await draft.discard();
    }
  });

  it('may be reached by a link that the person gave', async () => {
    await mkdir(at('true-name'), { recursive: true });
    await symlink(at('true-name'), at('given-name'));
    await writeFile(at('true-name', 'a.txt'), 'a');
    const folders = await openAllowedFolders([at('given-name')]);
    for (const path of ['a.txt', at('given-name', 'a.txt'), at('true-name', 'a.txt')]) {
      await (await folders.open(path)).close();
    }
  });

  it.each([
    ['that is not there', 'absent'],
    ['that is a file', 'file.txt'],
  ])('cannot hold one %s', async (_, name) => {
    await writeFile(at('file.txt'), '');
    await expect(openAllowedFolders([at(name)])).rejects.toThrow(ConfigError);
  });
});
