import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import envPaths from 'env-paths';
import writeFileAtomic from 'write-file-atomic';
import type { Store } from './tools/live/load.ts';

const FOLDER = envPaths('civis-aiod-mcp', { suffix: '' }).cache;
/** Bytes of a file that is worth reading; a compiled description has a twentieth of them. */
const LARGEST = 32 * 1024 * 1024;

/** Texts in the user's cache folder, a file for each key, readable for their owner alone. */
export function openCache(folder: string = FOLDER): Store {
  const fileOf = (key: string) =>
    join(folder, `live-${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`);

  return {
    async read(key) {
      const file = fileOf(key);
      // What cannot be read is as good as not there: the platform is asked instead.
      const known = await stat(file).catch(() => undefined);
      if (known?.isFile() !== true || known.size > LARGEST) return undefined;
      return readFile(file, 'utf8').catch(() => undefined);
    },

    async write(key, text) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFileAtomic(fileOf(key), text, { mode: 0o600 });
    },
  };
}

/** Keeps nothing: the sandbox is another one at each start. */
export const NO_CACHE: Store = {
  read: () => Promise.resolve(undefined),
  write: () => Promise.resolve(),
};
