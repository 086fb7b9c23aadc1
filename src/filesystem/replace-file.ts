import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';

/**
 * Writes a small file of the program itself, readable by its owner only, in one step: a reader sees the old
 * file or the new one, also after a crash or on a full disk. The temporary file has a random name and must be
 * new, so that nobody can put a link in its place.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const temporaryPath = `${path}.${randomUUID()}`;
  const handle = await open(temporaryPath, 'wx', 0o600);
  try {
    await writeToDisk(handle, content);
    await rename(temporaryPath, path);
  } catch (cause) {
    await unlink(temporaryPath).catch(() => undefined);
    throw cause;
  }
}

async function writeToDisk(handle: FileHandle, content: string | Uint8Array): Promise<void> {
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
