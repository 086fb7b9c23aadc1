import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CallError, ConfigError, systemErrorCode } from '../errors.ts';
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

export interface ClosableAllowedFolders extends AllowedFolders {
  /** Discards every file that was begun and not kept. */
  close(): Promise<void>;
}

/** Error codes of a path that leads to nothing. */
const MISSING_PATH_CODES: readonly string[] = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'];

/**
 * Opens the folders that tools may touch.
 *
 * @throws ConfigError for a path that is not a folder
 */
export async function openAllowedFolders(folders: readonly string[]): Promise<ClosableAllowedFolders> {
  const roots = await Promise.all(folders.map(resolveRoot));
  const pendingFiles = new Set<PendingFile>();

  /** Where a path really leads; undefined where it leads to nothing in this folder. */
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
      if (realPath === candidate.root.realPath) throw pathRefusedError(path, 'is a folder', roots);
      return withPinnedDirectory(dirname(realPath), path, (folder) =>
        openRegularFile(folder, basename(realPath), path, roots),
      );
    }
    throw new CallError('not_found', `There is no file ${JSON.stringify(path)}.`, {
      hint: allowedPathHint(roots),
    });
  }

  async function beginFile(path: string, overwrite: boolean): Promise<PendingFile> {
    for (const candidate of pathCandidates(path, roots)) {
      const name = candidate.segments.at(-1);
      if (name === undefined) throw pathRefusedError(path, 'is a folder', roots);
      const realPath = await resolveRealPath(path, candidate, candidate.segments.slice(0, -1));
      if (realPath === undefined) continue;
      const folder = await pinDirectory(realPath).catch((cause: unknown) => {
        throw toFileError(cause, path);
      });
      const pendingFile = await beginAtomicWrite(folder, {
        path,
        name,
        finalPath: join(realPath, name),
        overwrite,
        roots,
      });
      pendingFiles.add(pendingFile);
      return {
        ...pendingFile,
        discard: () => pendingFile.discard().finally(() => pendingFiles.delete(pendingFile)),
      };
    }
    throw new CallError('not_found', `There is no folder for ${JSON.stringify(path)}.`, {
      hint: 'Give a path in a folder that exists; tools make no folders.',
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
  if (found === undefined)
    throw new ConfigError(`--files ${JSON.stringify(folder)}: there is no such folder`);
  if (!found.isDirectory()) throw new ConfigError(`--files ${JSON.stringify(folder)}: that is no folder`);
  return { givenPath, realPath: await realpath(givenPath) };
}
