import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ConfigError } from '../config.ts';
import { CallError } from '../errors.ts';
import { beginDraft } from './draft.ts';
import { codeOf, faultOf } from './fault.ts';
import { type HeldFolder, holdFolder } from './held.ts';
import type { AllowedFolders, OpenFile, PendingFile } from './interface.ts';
import { checkReal, hintFor, type Place, placesOf, type Root, refused } from './paths.ts';
import { openHeld } from './reading.ts';

export interface OpenedRoom extends AllowedFolders {
  /** Takes away every file that was begun and not kept. */
  close(): Promise<void>;
}

/** Codes of a path that leads to nothing. */
const MISSING: readonly string[] = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'];

/**
 * Opens the folders that tools may touch.
 *
 * @throws ConfigError for one that is no folder
 */
export async function openFileRoom(folders: readonly string[]): Promise<OpenedRoom> {
  const roots = await Promise.all(folders.map(rootOf));
  const drafts = new Set<PendingFile>();

  /** Where a path really leads; undefined where it leads to nothing in this folder. */
  async function realOf(path: string, place: Place, names: readonly string[]): Promise<string | undefined> {
    try {
      const real = await realpath(join(place.root.real, ...names));
      checkReal(path, real, place, roots);
      return real;
    } catch (cause) {
      if (MISSING.includes(codeOf(cause))) return undefined;
      throw faultOf(cause, path);
    }
  }

  async function open(path: string): Promise<OpenFile> {
    for (const place of placesOf(path, roots)) {
      const real = await realOf(path, place, place.names);
      if (real === undefined) continue;
      if (real === place.root.real) throw refused(path, 'is a folder', roots);
      return within(dirname(real), path, (folder) => openHeld(folder, basename(real), path, roots));
    }
    throw new CallError('not_found', `There is no file ${JSON.stringify(path)}.`, { hint: hintFor(roots) });
  }

  async function begin(path: string, overwrite: boolean): Promise<PendingFile> {
    for (const place of placesOf(path, roots)) {
      const name = place.names.at(-1);
      if (name === undefined) throw refused(path, 'is a folder', roots);
      const real = await realOf(path, place, place.names.slice(0, -1));
      if (real === undefined) continue;
      const folder = await holdFolder(real).catch((cause: unknown) => {
        throw faultOf(cause, path);
      });
      const draft = await beginDraft(folder, { path, name, target: join(real, name), overwrite, roots });
      drafts.add(draft);
      return { ...draft, discard: () => draft.discard().finally(() => drafts.delete(draft)) };
    }
    throw new CallError('not_found', `There is no folder for ${JSON.stringify(path)}.`, {
      hint: 'Give a path in a folder that exists; tools make no folders.',
    });
  }

  return {
    folders: roots.map(({ given }) => given),
    open,
    begin,
    close: async () => {
      await Promise.all([...drafts].map((draft) => draft.discard()));
    },
  };
}

/** Does something in a folder that is held meanwhile. */
async function within<T>(real: string, path: string, use: (folder: HeldFolder) => Promise<T>): Promise<T> {
  try {
    const folder = await holdFolder(real);
    return await use(folder).finally(() => folder.close());
  } catch (cause) {
    throw faultOf(cause, path);
  }
}

async function rootOf(folder: string): Promise<Root> {
  const given = resolve(folder);
  const found = await stat(given).catch(() => undefined);
  if (found === undefined)
    throw new ConfigError(`--files ${JSON.stringify(folder)}: there is no such folder`);
  if (!found.isDirectory()) throw new ConfigError(`--files ${JSON.stringify(folder)}: that is no folder`);
  return { given, real: await realpath(given) };
}
