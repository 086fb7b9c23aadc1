import { randomUUID } from 'node:crypto';
import { lstat, opendir, unlink } from 'node:fs/promises';
import type { PinnedDirectory } from './pinned-directory.ts';

const TEMPORARY_NAME = /^\.civis-aiod-mcp-[0-9a-f-]{36}\.part$/;
/** Age from which a file is one that a killed process has left: one that is being written changes all the time. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;
/** Names that are looked at: a folder may have millions. */
const MAX_NAMES = 10_000;

/** A name for a file that is being written, which nobody can know before. */
export function temporaryName(): string {
  return `.civis-aiod-mcp-${randomUUID()}.part`;
}

/**
 * Removes what killed processes have left in a folder, not in those below it. What cannot be removed stays:
 * nobody waits for it.
 */
export async function removeOldTemporaryFiles(folder: PinnedDirectory): Promise<void> {
  const names = await temporaryNamesIn(folder).catch(() => []);
  for (const name of names) {
    const stats = await lstat(folder.pathTo(name)).catch(() => undefined);
    const isOld = stats !== undefined && Date.now() - stats.mtimeMs > MAX_AGE_MS;
    if (isOld && stats.isFile()) await unlink(folder.pathTo(name)).catch(() => undefined);
  }
}

async function temporaryNamesIn(folder: PinnedDirectory): Promise<string[]> {
  const names: string[] = [];
  let seen = 0;
  for await (const { name } of await opendir(folder.pathTo('.'))) {
    if (TEMPORARY_NAME.test(name)) names.push(name);
    seen += 1;
    if (seen === MAX_NAMES) break;
  }
  return names;
}
