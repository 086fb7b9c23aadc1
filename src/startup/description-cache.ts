import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import envPaths from 'env-paths';
import writeFileAtomic from 'write-file-atomic';
import type { DescriptionCache } from '../tools/openapi/load-description.ts';

const DEFAULT_FOLDER = envPaths('civis-aiod-mcp', { suffix: '' }).cache;
/** Larger files are ignored; a compiled description has a twentieth of this size. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;

/** Keeps each text in a file of the user's cache folder, readable by the owner only. */
export function openDescriptionCache(folder: string = DEFAULT_FOLDER): DescriptionCache {
  const fileOf = (key: string) =>
    join(folder, `live-${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`);

  return {
    async read(key) {
      const file = fileOf(key);
      // A file that cannot be read counts as missing: the platform is asked instead.
      const stats = await stat(file).catch(() => undefined);
      if (stats?.isFile() !== true || stats.size > MAX_FILE_BYTES) return undefined;
      return readFile(file, 'utf8').catch(() => undefined);
    },

    async write(key, text) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFileAtomic(fileOf(key), text, { mode: 0o600 });
    },
  };
}

/** For the sandbox, which is a different one at each start. */
export const NO_DESCRIPTION_CACHE: DescriptionCache = {
  read: () => Promise.resolve(undefined),
  write: () => Promise.resolve(),
};
