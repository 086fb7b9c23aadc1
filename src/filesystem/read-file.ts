import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { CallError } from '../errors.ts';
import type { OpenFile } from './file-access.ts';
import { toFileError } from './fs-errors.ts';
import { type AllowedRoot, pathRefusedError } from './path-policy.ts';
import type { PinnedDirectory } from './pinned-directory.ts';

/** Bytes per read. */
const CHUNK_BYTES = 128 * 1024;
/**
 * Chunks that are read before the first is overwritten. A new buffer for each would pile up to more memory
 * than all the rest of the program before it is collected. The sender uses at most two at a time:
 * one on the wire and one behind it.
 */
const RING_CHUNKS = 4;

/** Never waits for the other side of a pipe, and never follows a link. */
const READ_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Opens a regular file in a pinned directory. @throws CallError `not_allowed` for anything else */
export async function openRegularFile(
  folder: PinnedDirectory,
  name: string,
  path: string,
  roots: readonly AllowedRoot[],
): Promise<OpenFile> {
  // To open a device or a pipe is to use it: look first, and look again at what was opened.
  if (!(await lstat(folder.pathTo(name))).isFile())
    throw pathRefusedError(path, 'is not a regular file', roots);
  const handle = await open(folder.pathTo(name), READ_FLAGS);
  try {
    const opened = await handle.stat();
    if (!opened.isFile()) throw pathRefusedError(path, 'is not a regular file', roots);
    await folder.verify();
    return {
      name,
      size: opened.size,
      read: (start, length, memory) => readRange(handle, start, length, path, memory),
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
  memory?: Uint8Array,
): AsyncGenerator<Uint8Array> {
  const size = Math.min(CHUNK_BYTES, length);
  const ring =
    memory ?? Buffer.allocUnsafeSlow(size * Math.min(RING_CHUNKS, Math.ceil(length / CHUNK_BYTES)));
  let offset = 0;
  for (let done = 0; done < length; ) {
    const toRead = Math.min(size, length - done);
    const { bytesRead } = await handle.read(ring, offset, toRead, start + done).catch((cause: unknown) => {
      throw toFileError(cause, path);
    });
    if (bytesRead === 0) {
      throw new CallError('conflict', `${JSON.stringify(path)} became shorter while it was being read.`, {
        hint: 'Call again when no other program writes to it.',
      });
    }
    done += bytesRead;
    yield ring.subarray(offset, offset + bytesRead);
    offset = offset + 2 * size > ring.length ? 0 : offset + size;
  }
}
