import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { CallError } from '../errors.ts';
import type { OpenFile } from '../tools/workflows/file-room.ts';
import { faultOf } from './fault.ts';
import type { HeldFolder } from './held.ts';
import { type Root, refused } from './paths.ts';

/** Bytes that are read at once: larger chunks are faster, and pile up before they are collected. */
const CHUNK = 32 * 1024;

/** Without waiting for the other side of a pipe, and never through a link. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Opens a regular file in a held folder. @throws CallError `not_allowed` for anything else */
export async function openHeld(
  folder: HeldFolder,
  name: string,
  path: string,
  roots: readonly Root[],
): Promise<OpenFile> {
  // To open a device or a pipe is to use it: look first, and look again at what was opened.
  if (!(await lstat(folder.at(name))).isFile()) throw refused(path, 'is no regular file', roots);
  const handle = await open(folder.at(name), READ);
  try {
    const opened = await handle.stat();
    if (!opened.isFile()) throw refused(path, 'is no regular file', roots);
    await folder.verify();
    return {
      name,
      size: opened.size,
      read: (start, length) => readRange(handle, start, length, path),
      close: () => handle.close(),
    };
  } catch (cause) {
    await handle.close();
    throw cause;
  }
}

/** Reads a part of a file, however many read other parts of it at the same time. */
async function* readRange(
  handle: FileHandle,
  start: number,
  length: number,
  path: string,
): AsyncGenerator<Uint8Array> {
  for (let done = 0; done < length; ) {
    const chunk = Buffer.allocUnsafeSlow(Math.min(CHUNK, length - done));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, start + done).catch((cause: unknown) => {
      throw faultOf(cause, path);
    });
    if (bytesRead === 0) {
      throw new CallError('conflict', `${JSON.stringify(path)} became shorter while it was read.`, {
        hint: 'Call again when nothing writes it any more.',
      });
    }
    done += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}
