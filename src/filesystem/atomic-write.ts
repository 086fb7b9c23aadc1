import { constants, type Stats } from 'node:fs';
import { type FileHandle, link, lstat, open, rename, unlink } from 'node:fs/promises';
import { CallError, systemErrorCode } from '../errors.ts';
import type { PendingFile } from './file-access.ts';
import { toFileError } from './fs-errors.ts';
import { type AllowedRoot, pathRefusedError } from './path-policy.ts';
import type { PinnedDirectory } from './pinned-directory.ts';
import { readSpareBytes } from './spare-disk-space.ts';
import { temporaryName } from './temporary-files.ts';

const CREATE_FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
/** Error codes of a file system without hard links. */
const HARD_LINKS_UNSUPPORTED: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

export interface WriteTarget {
  /** As the caller wrote it. */
  readonly path: string;
  readonly name: string;
  /** Where the file will be, with links resolved. */
  readonly finalPath: string;
  readonly overwrite: boolean;
  readonly mode: number;
  readonly roots: readonly AllowedRoot[];
}

/** Begins a file under a temporary name in a pinned directory, which is closed when the file is discarded. */
export async function beginAtomicWrite(folder: PinnedDirectory, target: WriteTarget): Promise<PendingFile> {
  const { path, name, finalPath } = target;
  const temporaryPath = folder.pathTo(temporaryName());
  const { handle, spareBytes } = await createTemporaryFile(folder, temporaryPath, target).catch(
    async (cause: unknown) => {
      await folder.close();
      throw toFileError(cause, path);
    },
  );
  let ended = false;
  return {
    path: finalPath,
    spareBytes,
    write: async (bytes) => {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await handle.write(bytes, done).catch((cause: unknown) => {
          throw toFileError(cause, path);
        });
        done += bytesWritten;
      }
    },
    keep: async () => {
      try {
        await handle.close();
        await checkMayWrite(folder, target);
        await folder.verify();
        await moveIntoPlace(temporaryPath, folder.pathTo(name), target);
      } catch (cause) {
        throw systemErrorCode(cause) === 'EEXIST' ? fileExistsError(path) : toFileError(cause, path);
      }
    },
    discard: async () => {
      if (ended) return;
      ended = true;
      await handle.close();
      // A file that was kept no longer has this name.
      await unlink(temporaryPath).catch(() => undefined);
      await folder.close();
    },
  };
}

async function createTemporaryFile(
  folder: PinnedDirectory,
  temporaryPath: string,
  target: WriteTarget,
): Promise<{ handle: FileHandle; spareBytes: number }> {
  await checkMayWrite(folder, target);
  const spareBytes = await readSpareBytes(folder.pathTo('.'));
  const handle = await open(temporaryPath, CREATE_FLAGS, target.mode);
  await folder.verify().catch(async (cause: unknown) => {
    await handle.close();
    throw cause;
  });
  return { handle, spareBytes };
}

/** Refuses a name that is in use, unless by a regular file that the caller wants to overwrite. */
async function checkMayWrite(
  folder: PinnedDirectory,
  { path, name, overwrite, roots }: WriteTarget,
): Promise<void> {
  const found: Stats | undefined = await lstat(folder.pathTo(name)).catch((cause: unknown) => {
    if (systemErrorCode(cause) === 'ENOENT') return undefined;
    throw cause;
  });
  if (found === undefined) return;
  if (!found.isFile()) throw pathRefusedError(path, 'already exists and is not a regular file', roots);
  if (!overwrite) throw fileExistsError(path);
}

/** Gives the complete file its name in one step; without `overwrite` it never replaces another file. */
async function moveIntoPlace(
  temporaryPath: string,
  finalPath: string,
  { overwrite, mode }: WriteTarget,
): Promise<void> {
  if (overwrite) return rename(temporaryPath, finalPath);
  const linked = await link(temporaryPath, finalPath).then(
    () => true,
    (cause: unknown) => {
      if (HARD_LINKS_UNSUPPORTED.includes(systemErrorCode(cause))) return false;
      throw cause;
    },
  );
  if (linked) return;
  // The name is taken first, by an empty file, so that no other process can.
  await (await open(finalPath, CREATE_FLAGS, mode)).close();
  await rename(temporaryPath, finalPath);
}

function fileExistsError(path: string): CallError {
  return new CallError('conflict', `${JSON.stringify(path)} already exists and was not changed.`, {
    hint: 'Use another path, or set overwrite to true to replace it.',
  });
}
