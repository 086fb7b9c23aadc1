import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CallError, ConfigError, systemErrorCode } from '../errors.ts';
import { mustBe, notFound } from '../wording.ts';
import { beginAtomicWrite } from './atomic-write.ts';
import type { AllowedFolders, OpenFile, PendingFile } from './file-access.ts';
import { toFileError } from './fs-errors.ts';
import {
  type AllowedRoot,
  allowedPathHint,
  checkRealPath,
  type PathCandidate,
  pathCandidates,
  pathRefusedError,
} from './path-policy.ts';
import { type PinnedDirectory, pinDirectory } from './pinned-directory.ts';
import { openRegularFile } from './read-file.ts';
import { removeOldTemporaryFiles } from './temporary-files.ts';

export interface ClosableAllowedFolders extends AllowedFolders {
  /** Discards every file that was begun and not kept. */
  close(): Promise<void>;
}

/** Permissions of a file, before the process's mask. */
const DEFAULT_MODE = 0o666;
/** Error codes of a path that does not exist. */
const MISSING_PATH_CODES: readonly string[] = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'];

/**
 * Opens the folders that tools may access.
 *
 * @throws ConfigError for a path that is not a folder
 */
export async function openAllowedFolders(folders: readonly string[]): Promise<ClosableAllowedFolders> {
  const roots = await Promise.all(folders.map(resolveRoot));
  const pendingFiles = new Set<PendingFile>();
  /** Folders in which nothing is left of processes before this one: a download clears the folder that it goes to. */
  const cleared = new Set<string>();
  // A folder that cannot be read is reported to whoever uses it.
  await Promise.all(roots.map(({ realPath }) => clearRoot(realPath).catch(() => undefined)));

  async function clearRoot(realPath: string): Promise<void> {
    const folder = await pinDirectory(realPath);
    await clearFolder(realPath, folder);
    await folder.close();
  }

  async function clearFolder(realPath: string, folder: PinnedDirectory): Promise<void> {
    if (cleared.has(realPath)) return;
    cleared.add(realPath);
    await removeOldTemporaryFiles(folder);
  }

  /** Where a path really leads; undefined where it does not exist in this folder. */
  async function resolveRealPath(
    path: string,
    candidate: PathCandidate,
    segments: readonly string[],
  ): Promise<string | undefined> {
    try {
      const realPath = await realpath(join(candidate.root.realPath, ...segments));
      checkRealPath(path, realPath, candidate, roots);
      return realPath;
    } catch (cause) {
      if (MISSING_PATH_CODES.includes(systemErrorCode(cause))) return undefined;
      throw toFileError(cause, path);
    }
  }

  async function openFile(path: string): Promise<OpenFile> {
    for (const candidate of pathCandidates(path, roots)) {
      const realPath = await resolveRealPath(path, candidate, candidate.segments);
      if (realPath === undefined) continue;
      if (realPath === candidate.root.realPath)
        throw pathRefusedError(path, 'is a folder, not a file', roots);
      return withPinnedDirectory(dirname(realPath), path, (folder) =>
        openRegularFile(folder, basename(realPath), path, roots),
      );
    }
    throw new CallError('not_found', notFound('File', JSON.stringify(path)), {
      hint: allowedPathHint(roots),
    });
  }

  async function beginFile(path: string, overwrite: boolean, mode = DEFAULT_MODE): Promise<PendingFile> {
    for (const candidate of pathCandidates(path, roots)) {
      const name = candidate.segments.at(-1);
      if (name === undefined) throw pathRefusedError(path, 'is a folder, not a file', roots);
      const realPath = await resolveRealPath(path, candidate, candidate.segments.slice(0, -1));
      if (realPath === undefined) continue;
      const folder = await pinDirectory(realPath).catch((cause: unknown) => {
        throw toFileError(cause, path);
      });
      await clearFolder(realPath, folder);
      const pendingFile = await beginAtomicWrite(folder, {
        path,
        name,
        finalPath: join(realPath, name),
        overwrite,
        mode,
        roots,
      });
      pendingFiles.add(pendingFile);
      return {
        ...pendingFile,
        discard: () => pendingFile.discard().finally(() => pendingFiles.delete(pendingFile)),
      };
    }
    throw new CallError('not_found', `The folder of ${JSON.stringify(path)} does not exist.`, {
      hint: 'Use a path in an existing folder; folders are not created.',
    });
  }

  return {
    folders: roots.map(({ givenPath }) => givenPath),
    open: openFile,
    begin: beginFile,
    close: async () => {
      await Promise.all([...pendingFiles].map((pendingFile) => pendingFile.discard()));
    },
  };
}

/** Runs a function on a folder that stays pinned until it has ended. */
async function withPinnedDirectory<T>(
  realPath: string,
  path: string,
  use: (folder: PinnedDirectory) => Promise<T>,
): Promise<T> {
  try {
    const folder = await pinDirectory(realPath);
    try {
      return await use(folder);
    } finally {
      await folder.close();
    }
  } catch (cause) {
    throw toFileError(cause, path);
  }
}

async function resolveRoot(folder: string): Promise<AllowedRoot> {
  const givenPath = resolve(folder);
  const found = await stat(givenPath).catch(() => undefined);
  if (found?.isDirectory() !== true) {
    const problem = found === undefined ? 'does not exist' : 'is not a folder';
    throw new ConfigError(
      mustBe('--files', 'an existing folder', `${JSON.stringify(folder)}, which ${problem}`),
    );
  }
  return { givenPath, realPath: await realpath(givenPath) };
}
