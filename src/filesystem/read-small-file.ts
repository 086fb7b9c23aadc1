import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { ConfigError, systemErrorCode } from '../errors.ts';
import { cannotBeRead } from '../wording.ts';

/** Never waits for the other side of a pipe. */
const READ_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;
const MISSING_FILE_CODES: readonly string[] = ['ENOENT', 'ENOTDIR'];

/**
 * The bytes of a file that the user or the program itself keeps; undefined where there is none. `label` is the
 * file as errors name it.
 *
 * @throws ConfigError for anything but a regular file of at most so many bytes
 */
export async function readSmallFile(
  path: string,
  maxBytes: number,
  label = path,
): Promise<Buffer | undefined> {
  try {
    // To open a device or a pipe is to use it: look first, and look again at what was opened.
    checkIsSmallFile(await stat(path), maxBytes, label);
    const handle = await open(path, READ_FLAGS);
    try {
      checkIsSmallFile(await handle.stat(), maxBytes, label);
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    const code = systemErrorCode(cause);
    if (MISSING_FILE_CODES.includes(code)) return undefined;
    throw new ConfigError(cannotBeRead(label, code));
  }
}

/** The same for a file that must exist. @throws ConfigError */
export async function requireSmallFile(path: string, maxBytes: number, label = path): Promise<Buffer> {
  const bytes = await readSmallFile(path, maxBytes, label);
  if (bytes === undefined) throw new ConfigError(cannotBeRead(label, 'ENOENT'));
  return bytes;
}

function checkIsSmallFile(
  found: { isFile(): boolean; readonly size: number },
  maxBytes: number,
  label: string,
): void {
  if (!found.isFile()) throw new ConfigError(`${label} is not a regular file`);
  if (found.size > maxBytes) throw new ConfigError(`${label} is larger than ${maxBytes / 1024 / 1024} MB`);
}
