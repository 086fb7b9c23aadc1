import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemErrorCode } from '../errors.ts';

/** Age at which a lock counts as left behind by a process that has died. */
const STALE_AFTER_MS = 60_000;
/** Time to wait for another process, after which the task runs without the lock. */
const MAX_WAIT_MS = 10_000;
const POLL_MS = 50;

/**
 * Runs a task while no other process holds the lock of a file. A file that cannot be locked, because its
 * folder is read-only or another process holds the lock for too long, does not keep the task from running.
 */
export async function withRenewalLock<T>(file: string, task: () => Promise<T>): Promise<T> {
  const lock = `${file}.lock`;
  const isLocked = await acquireLock(lock);
  try {
    return await task();
  } finally {
    if (isLocked) await rm(lock, { force: true }).catch(() => undefined);
  }
}

async function acquireLock(lock: string): Promise<boolean> {
  const endsAt = performance.now() + MAX_WAIT_MS;
  for (;;) {
    const failure = await writeFile(lock, String(Date.now()), { flag: 'wx', mode: 0o600 }).then(
      () => null,
      systemErrorCode,
    );
    if (failure === null) return true;
    if (failure !== 'EEXIST' || performance.now() >= endsAt) return false;
    // Two processes may both remove it and then both go on, which is no worse than without a lock.
    if (await isStale(lock)) await rm(lock, { force: true }).catch(() => undefined);
    else await sleep(POLL_MS);
  }
}

async function isStale(lock: string): Promise<boolean> {
  // The file says it itself: the clock of the file system may be another one.
  const text = await readFile(lock, 'utf8').catch(() => '');
  return text !== '' && Date.now() - Number(text) > STALE_AFTER_MS;
}
