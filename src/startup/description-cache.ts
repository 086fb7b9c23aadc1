import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readSmallFile } from '../filesystem/read-small-file.ts';
import { replaceFile } from '../filesystem/replace-file.ts';
import type { DescriptionCache } from '../tools/openapi/load-description.ts';

/** Larger files are ignored; a compiled description has a twentieth of this size. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;

/** Keeps each text in a file of the folder, readable by the owner only. */
export function openDescriptionCache(folder: string): DescriptionCache {
  const fileOf = (key: string) =>
    join(folder, `live-${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`);

  return {
    async read(key) {
      // A file that cannot be read counts as missing: the platform is asked instead.
      const bytes = await readSmallFile(fileOf(key), MAX_FILE_BYTES).catch(() => undefined);
      return bytes?.toString('utf8');
    },

    async write(key, text) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await replaceFile(fileOf(key), text);
    },
  };
}

/** For the sandbox, which is a different one at each start, and for a user without a home folder. */
export const NO_DESCRIPTION_CACHE: DescriptionCache = {
  read: () => Promise.resolve(undefined),
  write: () => Promise.resolve(),
};
