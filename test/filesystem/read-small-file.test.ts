import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { readSmallFile, requireSmallFile } from '../../src/filesystem/read-small-file.ts';

const MB = 1024 ** 2;
let folder: string;
let server: Server;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'small-'));
  await writeFile(at('file'), 'content');
  await symlink(at('file'), at('link'));
  await mkdir(at('folder'));
  execFileSync('mkfifo', [at('pipe')]);
  server = createServer();
  await new Promise<void>((resolve) => server.listen(at('socket'), resolve));
  await appendFile(at('large'), Buffer.alloc(MB + 1));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

describe('a file of the user', () => {
  it.each(['file', 'link'])('is read: %s', async (name) => {
    expect(String(await readSmallFile(at(name), MB))).toBe('content');
  });

  it.each(['absent', 'file/below'])('that does not exist is none: %s', async (name) => {
    expect(await readSmallFile(at(name), MB)).toBeUndefined();
    await expect(requireSmallFile(at(name), MB, '--flag')).rejects.toThrow('--flag cannot be read (ENOENT)');
  });

  // A pipe without a writer would be waited for.
  it.each(['pipe', 'socket', 'folder'])('that is a %s is refused at once', async (name) => {
    const reading = readSmallFile(at(name), MB);
    await expect(reading).rejects.toThrow(ConfigError);
    await expect(reading).rejects.toThrow(`${at(name)} is not a regular file`);
  });

  it('that is a device is refused at once', async () => {
    await expect(readSmallFile('/dev/zero', MB)).rejects.toThrow('/dev/zero is not a regular file');
  });

  it('that is too large is refused, by its name in the error', async () => {
    await expect(readSmallFile(at('large'), MB, '--flag x')).rejects.toThrow('--flag x is larger than 1 MB');
  });
});
