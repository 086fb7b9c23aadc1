import { randomUUID } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { type FileHandle, link, lstat, open, rename, unlink } from 'node:fs/promises';
import { CallError } from '../errors.ts';
import { codeOf, faultOf } from './fault.ts';
import type { HeldFolder } from './held.ts';
import type { PendingFile } from './interface.ts';
import { type Root, refused } from './paths.ts';

const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
/** Codes of a file system that knows no second name for a file. */
const NO_LINKS: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

export interface DraftPlace {
  /** As the caller spells it. */
  readonly path: string;
  readonly name: string;
  /** Where it will really stand. */
  readonly target: string;
  readonly overwrite: boolean;
  readonly roots: readonly Root[];
}

/** Begins a file under a hidden name in a held folder, which it lets go in the end. */
export async function beginDraft(folder: HeldFolder, place: DraftPlace): Promise<PendingFile> {
  const { path, name, target, overwrite } = place;
  const hidden = folder.at(`.civis-aiod-mcp-${randomUUID()}.part`);
  const handle = await create(folder, hidden, place).catch(async (cause: unknown) => {
    await folder.close();
    throw faultOf(cause, path);
  });
  let ended = false;
  return {
    path: target,
    write: async (bytes) => {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await handle.write(bytes, done).catch((cause: unknown) => {
          throw faultOf(cause, path);
        });
        done += bytesWritten;
      }
    },
    keep: async () => {
      try {
        await handle.close();
        await checkFree(folder, place);
        await folder.verify();
        await giveName(hidden, folder.at(name), overwrite);
      } catch (cause) {
        throw codeOf(cause) === 'EEXIST' ? taken(path) : faultOf(cause, path);
      }
    },
    discard: async () => {
      if (ended) return;
      ended = true;
      await handle.close();
      // A file that was kept has this name no more.
      await unlink(hidden).catch(() => undefined);
      await folder.close();
    },
  };
}

async function create(folder: HeldFolder, hidden: string, place: DraftPlace): Promise<FileHandle> {
  await checkFree(folder, place);
  const handle = await open(hidden, CREATE, 0o666);
  await folder.verify().catch(async (cause: unknown) => {
    await handle.close();
    throw cause;
  });
  return handle;
}

/** Whether the name may be given: to nothing yet, or in place of a regular file where the caller says so. */
async function checkFree(folder: HeldFolder, { path, name, overwrite, roots }: DraftPlace): Promise<void> {
  const found: Stats | undefined = await lstat(folder.at(name)).catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw cause;
  });
  if (found === undefined) return;
  if (!found.isFile()) throw refused(path, 'is there already, and is no regular file', roots);
  if (!overwrite) throw taken(path);
}

/** Gives the whole file its name at once; without `overwrite` never to the loss of another file. */
async function giveName(hidden: string, final: string, overwrite: boolean): Promise<void> {
  if (overwrite) return rename(hidden, final);
  const linked = await link(hidden, final).then(
    () => true,
    (cause: unknown) => {
      if (NO_LINKS.includes(codeOf(cause))) return false;
      throw cause;
    },
  );
  if (linked) return;
  // The name is taken first, by an empty file, so that nobody else can.
  await (await open(final, CREATE, 0o666)).close();
  await rename(hidden, final);
}

function taken(path: string): CallError {
  return new CallError('conflict', `${JSON.stringify(path)} is there already, and was left as it is.`, {
    hint: 'Give another path, or overwrite true to replace it.',
  });
}
