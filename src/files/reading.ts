import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { CallError } from '../errors.ts';
import { faultOf } from './fault.ts';
import type { HeldFolder } from './held.ts';
import type { OpenFile } from './interface.ts';
import { type Root, refused } from './paths.ts';

/** Bytes that are read at once. */
const CHUNK = 128 * 1024;
/**
 * Chunks that are read before the first is overwritten. A new buffer for each would pile up to more memory
 * than all the rest of the program before it is collected. Whoever sends them has two in hand at the most:
 * one on the wire and one behind it.
 */
const RING = 4;

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
  const size = Math.min(CHUNK, length);
  const ring = Buffer.allocUnsafeSlow(size * Math.min(RING, Math.ceil(length / CHUNK)));
  let place = 0;
  for (let done = 0; done < length; ) {
    const most = Math.min(size, length - done);
    const { bytesRead } = await handle.read(ring, place, most, start + done).catch((cause: unknown) => {
      throw faultOf(cause, path);
    });
    if (bytesRead === 0) {
      throw new CallError('conflict', `${JSON.stringify(path)} became shorter while it was read.`, {
        hint: 'Call again when nothing writes it any more.',
      });
    }
    done += bytesRead;
    yield ring.subarray(place, place + bytesRead);
    place = (place + size) % ring.length;
  }
}
