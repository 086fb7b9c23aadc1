import { execFileSync } from 'node:child_process';
import { link, mkdir, readFile, rename, symlink, unlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { CallError } from '../../src/errors.ts';
import { pinDirectory } from '../../src/filesystem/pinned-directory.ts';
import { namesIn, useGround } from '../support/folder.ts';
import { asCallError } from '../support/refusals.ts';

const SECRET = 'what lies outside';
const ground = useGround();

beforeAll(async () => {
  const { inside, outside } = ground();
  await writeFile(join(outside, 'secret.txt'), SECRET);
  await mkdir(join(outside, 'deep'));
  await mkdir(join(inside, 'sub'));
  await mkdir(join(inside, '.hidden'));
  await writeFile(join(inside, 'plain.txt'), 'plain');
  await writeFile(join(inside, 'sub', 'below.txt'), 'below');
  await writeFile(join(inside, '.env'), 'KEY=1');
  await writeFile(join(inside, '.hidden', 'file.txt'), 'hidden');
  await symlink(join(outside, 'secret.txt'), join(inside, 'to-secret.txt'));
  await symlink(outside, join(inside, 'to-outside'));
  await symlink('../outside', join(inside, 'to-outside-too'));
  await symlink(join(inside, 'sub'), join(inside, 'to-sub'));
  await symlink(join(inside, '.env'), join(inside, 'to-env'));
  await symlink('loop', join(inside, 'loop'));
  await symlink(join(outside, 'not-there.txt'), join(inside, 'dangling'));
  await symlink('/dev/zero', join(inside, 'to-zero'));
  execFileSync('mkfifo', [join(inside, 'pipe')]);
});

/** Paths by what is wrong with them; `@` stands for the folder itself. */
const ATTACKS: readonly (readonly [what: string, path: string])[] = [
  ['goes up', '../outside/secret.txt'],
  ['goes up in the middle', 'sub/../../outside/secret.txt'],
  ['goes up and comes back', '../inside/plain.txt'],
  ['goes up within the folder', 'sub/../plain.txt'],
  ['goes up by backslashes', '..\\outside\\secret.txt'],
  ['goes up from an absolute path', '@/../outside/secret.txt'],
  ['is absolute and elsewhere', '/etc/passwd'],
  ['is absolute and the folder’s neighbour', '@side/secret.txt'],
  ['is the root of everything', '/'],
  ['is a link to a file outside', 'to-secret.txt'],
  ['goes through a link to a folder outside', 'to-outside/secret.txt'],
  ['goes through a relative link outside', 'to-outside-too/secret.txt'],
  ['goes through a link by its absolute path', '@/to-outside/secret.txt'],
  ['is a link to a hidden file', 'to-env'],
  ['is a link to a device', 'to-zero'],
  ['is a link to itself', 'loop'],
  ['is a link to nothing outside', 'dangling'],
  ['is hidden', '.env'],
  ['is in a hidden folder', '.hidden/file.txt'],
  ['is the folder itself', '.'],
  ['is a folder', 'sub'],
  ['is a pipe', 'pipe'],
  ['is a device', '/dev/zero'],
  ['is this process’s memory', '/proc/self/environ'],
  ['has a NUL', 'plain.txt\0.png'],
  ['has a line break', 'plain.txt\n'],
  ['is a device’s name on some systems', 'NUL'],
  ['is a device’s name with an extension', 'sub/com1.txt'],
  ['ends in a dot', 'plain.txt.'],
  ['ends in a space', 'plain.txt '],
  ['is empty', ''],
  ['is blank', '   '],
  ['is longer than any', 'a'.repeat(5000)],
];

const REFUSALS = ['not_allowed', 'not_found', 'invalid_input', 'conflict'];

describe.each(ATTACKS)('a path that %s', (_, path) => {
  const spelled = () => path.replace('@', ground().inside);

  it('is not read', async () => {
    const failure = await ground()
      .folders.open(spelled())
      .catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(CallError);
    expect(REFUSALS).toContain((failure as CallError).kind);
    expect((failure as CallError).message).not.toContain(SECRET);
  });

  it.each([false, true])('is not written, overwrite %s', async (overwrite) => {
    const { inside, outside, folders } = ground();
    const before = [await namesIn(inside), await namesIn(outside)];
    const failure = await folders.begin(spelled(), overwrite).catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(CallError);
    expect(REFUSALS).toContain((failure as CallError).kind);
    expect([await namesIn(inside), await namesIn(outside)]).toEqual(before);
    expect(await readFile(join(outside, 'secret.txt'), 'utf8')).toBe(SECRET);
  });
});

it('is not read as a socket', async () => {
  const path = join(ground().inside, 'socket');
  const server = createServer().listen(path);
  await new Promise((resolve) => server.once('listening', resolve));
  await expect(ground().folders.open('socket')).rejects.toMatchObject({ kind: 'not_allowed' });
  server.close();
});

describe('a path within the folder', () => {
  it.each([
    ['plain.txt', 'plain'],
    ['./plain.txt', 'plain'],
    ['sub//below.txt', 'below'],
    ['@/sub/below.txt', 'below'],
    ['to-sub/below.txt', 'below'],
  ])('%s is read', async (path, content) => {
    const file = await ground().folders.open(path.replace('@', ground().inside));
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.read(0, file.size)) chunks.push(chunk);
    await file.close();
    expect(Buffer.concat(chunks).toString()).toBe(content);
  });

  it('is told apart by its case where the system does', async () => {
    await expect(ground().folders.open('PLAIN.TXT')).rejects.toMatchObject({ kind: 'not_found' });
    await expect(ground().folders.open(`${ground().inside.toUpperCase()}/plain.txt`)).rejects.toMatchObject({
      kind: 'not_allowed',
    });
  });
});

describe('a link swapped in between check and open', () => {
  async function turns(): Promise<void> {
    for (let left = Math.floor(Math.random() * 8); left >= 0; left -= 1) await turn();
  }

  /** Puts a folder, then a link to outside, under one name, over and over. */
  async function swap(until: () => boolean): Promise<void> {
    const { inside, outside } = ground();
    const [real, aside, trap] = [join(inside, 'swap'), join(inside, 'aside'), join(inside, 'trap')];
    await symlink(outside, trap);
    while (!until()) {
      await rename(real, aside);
      await rename(trap, real);
      await turns();
      await rename(real, trap);
      await rename(aside, real);
      await turns();
    }
    await unlink(trap);
  }

  it('never wins, reading or writing', async () => {
    const { inside, outside, folders } = ground();
    await mkdir(join(inside, 'swap'));
    await writeFile(join(inside, 'swap', 'secret.txt'), 'harmless');
    const before = await namesIn(outside);
    let ended = false;
    const swapping = swap(() => ended);
    const contents = new Set<string>();
    // Until both sides of the swap were met: how the two keep time is up to the machine.
    for (let round = 0; round < 300 || (contents.size < 2 && round < 3_000); round += 1) {
      const file = await folders.open('swap/secret.txt').catch(asCallError);
      if (file instanceof CallError) contents.add('refused');
      else {
        for await (const chunk of file.read(0, file.size)) contents.add(Buffer.from(chunk).toString());
        await file.close();
      }
      const draft = await folders.begin('swap/new.txt', true).catch(asCallError);
      if (!(draft instanceof CallError)) {
        await draft.write(Buffer.from('x'));
        try {
          await draft.keep();
        } finally {
          await draft.discard();
        }
      }
      expect(await namesIn(outside)).toEqual(before);
    }
    ended = true;
    await swapping;
    expect([...contents].filter((content) => !['harmless', 'refused'].includes(content))).toEqual([]);
    expect(await readFile(join(outside, 'secret.txt'), 'utf8')).toBe(SECRET);
  });

  it('is not reached through a pinned directory', async () => {
    const { inside, outside } = ground();
    const real = join(inside, 'held');
    await mkdir(real);
    await writeFile(join(real, 'secret.txt'), 'harmless');
    const folder = await pinDirectory(real);
    await rename(real, join(inside, 'gone'));
    await symlink(outside, real);
    expect(await readFile(folder.pathTo('secret.txt'), 'utf8')).toBe('harmless');
    await folder.close();
    await expect(pinDirectory(real)).rejects.toThrow();
  });

  it('reads what was opened, though the file is replaced meanwhile', async () => {
    const { inside, outside, folders } = ground();
    await writeFile(join(inside, 'turned.txt'), 'harmless');
    const file = await folders.open('turned.txt');
    await unlink(join(inside, 'turned.txt'));
    await link(join(outside, 'secret.txt'), join(inside, 'turned.txt'));
    for await (const chunk of file.read(0, file.size)) expect(Buffer.from(chunk).toString()).toBe('harmless');
    await file.close();
  });
});
