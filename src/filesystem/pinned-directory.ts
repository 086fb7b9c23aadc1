import { constants } from 'node:fs';
import { open, readlink, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CallError } from '../errors.ts';

/** A directory that stays the one that was checked, whatever is put in its place meanwhile. */
export interface PinnedDirectory {
  /** The path by which to reach a name in it. */
  pathTo(name: string): string;
  /** Checks afterwards that it has not been replaced, where the system cannot pin it. @throws CallError `conflict` */
  verify(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Pins a directory by its real path. Linux reaches names through the open directory itself (as `openat`
 * does), so no link can come between; elsewhere the directory is looked at again after each use.
 */
export async function pinDirectory(realPath: string): Promise<PinnedDirectory> {
  if (process.platform !== 'linux') return pinByInode(realPath);
  const handle = await open(realPath, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  const descriptorPath = `/proc/self/fd/${handle.fd}`;
  const openedPath = await readlink(descriptorPath).catch(() => undefined);
  if (openedPath === realPath) {
    return {
      pathTo: (name) => `${descriptorPath}/${name}`,
      verify: () => Promise.resolve(),
      close: () => handle.close(),
    };
  }
  await handle.close();
  // Without /proc there is nothing to reach names through.
  if (openedPath === undefined) return pinByInode(realPath);
  throw directoryMovedError(realPath);
}

async function pinByInode(realPath: string): Promise<PinnedDirectory> {
  const before = await stat(realPath);
  return {
    pathTo: (name) => join(realPath, name),
    verify: async () => {
      const [currentPath, after] = await Promise.all([realpath(realPath), stat(realPath)]);
      if (currentPath !== realPath || after.dev !== before.dev || after.ino !== before.ino)
        throw directoryMovedError(realPath);
    },
    close: () => Promise.resolve(),
  };
}

function directoryMovedError(realPath: string): CallError {
  return new CallError('conflict', `${realPath} was moved while it was being opened.`, {
    hint: 'Call again.',
    retryable: true,
  });
}
