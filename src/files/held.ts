import { constants } from 'node:fs';
import { open, readlink, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CallError } from '../errors.ts';

/** A folder that stays the one that was checked, whatever is put in its place meanwhile. */
export interface HeldFolder {
  /** The path by which to reach a name in it. */
  at(name: string): string;
  /** Makes sure after the fact, where the system cannot hold a folder. @throws CallError `conflict` */
  verify(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Holds a folder by its real path. Linux reaches names through the open folder itself (as `openat` does),
 * so no link can come between; elsewhere the folder is looked at again after each use.
 */
export async function holdFolder(real: string): Promise<HeldFolder> {
  if (process.platform !== 'linux') return watchFolder(real);
  const handle = await open(real, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  const held = `/proc/self/fd/${handle.fd}`;
  const leads = await readlink(held).catch(() => undefined);
  if (leads === real) {
    return {
      at: (name) => `${held}/${name}`,
      verify: () => Promise.resolve(),
      close: () => handle.close(),
    };
  }
  await handle.close();
  // Without /proc there is nothing to reach names through.
  if (leads === undefined) return watchFolder(real);
  throw changed(real);
}

async function watchFolder(real: string): Promise<HeldFolder> {
  const before = await stat(real);
  return {
    at: (name) => join(real, name),
    verify: async () => {
      const [leads, after] = await Promise.all([realpath(real), stat(real)]);
      if (leads !== real || after.dev !== before.dev || after.ino !== before.ino) throw changed(real);
    },
    close: () => Promise.resolve(),
  };
}

function changed(real: string): CallError {
  return new CallError('conflict', `${real} was moved while it was being opened.`, {
    hint: 'Call again.',
    retryable: true,
  });
}
