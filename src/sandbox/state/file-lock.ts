import { readFile, realpath, rename, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { ConfigError, systemErrorCode } from '../../errors.ts';
import { isObject } from '../../json.ts';

/** How often a lock is tried while other processes create and remove it. */
const MAX_ATTEMPTS = 5;

/** Who holds a lock, as its file says. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process started, since its number is given again after its end; empty where that is not known. */
  readonly start: string;
}

/**
 * Keeps other processes off a file, with a file beside it that names this process. The lock of a process that
 * has ended is taken over. Resolves with what removes the lock.
 *
 * @throws ConfigError if another process uses the file, or the lock cannot be written.
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  const lockPath = `${await resolvePath(path)}.lock`;
  const own: Holder = { pid: process.pid, host: hostname(), start: await processStart(process.pid) };
  const text = `${JSON.stringify(own)}\n`;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    if (await createExclusively(path, lockPath, text)) return () => releaseLock(lockPath, text);
    const found = await readIfPresent(lockPath);
    if (found === undefined) continue;
    const holder = parseHolder(found);
    if (holder === undefined || (await isRunning(holder))) throw lockedError(path, lockPath, holder);
    if (await takeOver(path, lockPath, found, text)) return () => releaseLock(lockPath, text);
  }
  throw new ConfigError(
    `${path} is being opened by another process; try again, or delete ${successorOf(lockPath)} if there is none`,
  );
}

/** The file itself where the path is a link to it, so that there is one lock for all paths. */
async function resolvePath(path: string): Promise<string> {
  const resolvedFolder = () => realpath(dirname(path)).then((folder) => join(folder, basename(path)));
  return realpath(path).catch(() => resolvedFolder().catch(() => path));
}

function createExclusively(path: string, file: string, text: string): Promise<boolean> {
  return writeFile(file, text, { flag: 'wx', mode: 0o600 }).then(
    () => true,
    async (cause: unknown) => {
      if (systemErrorCode(cause) === 'EEXIST') return false;
      // On a full disk it was created and is empty.
      await removeIfPresent(file);
      throw new ConfigError(`${path} cannot be written (${systemErrorCode(cause)})`);
    },
  );
}

async function releaseLock(lockPath: string, text: string): Promise<void> {
  if ((await readIfPresent(lockPath)) === text) await removeIfPresent(lockPath);
}

/**
 * Replaces the lock of a process that has ended. Only who has created the successor may do so, and only after
 * another look: the lock may have been taken over since it was judged.
 */
async function takeOver(path: string, lockPath: string, stale: string, text: string): Promise<boolean> {
  const successor = successorOf(lockPath);
  if (!(await createExclusively(path, successor, text))) return false;
  if ((await readIfPresent(lockPath)) === stale) {
    await rename(successor, lockPath);
    return true;
  }
  await removeIfPresent(successor);
  return false;
}

function successorOf(lockPath: string): string {
  return `${lockPath}.next`;
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return undefined;
    const { pid, host, start } = value;
    const isValid = Number.isSafeInteger(pid) && Number(pid) > 0;
    return isValid && typeof host === 'string' && typeof start === 'string'
      ? { pid: Number(pid), host, start }
      : undefined;
  } catch {
    return undefined;
  }
}

/** In doubt it runs: two processes that write one file lose data. */
async function isRunning({ pid, host, start }: Holder): Promise<boolean> {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (cause) {
    return systemErrorCode(cause) !== 'ESRCH';
  }
  const current = await processStart(pid);
  return start === '' || current === '' || start === current;
}

/** When a process started, as Linux counts it; empty on other systems. */
async function processStart(pid: number): Promise<string> {
  const stat = await readIfPresent(`/proc/${pid}/stat`);
  const boot = await readIfPresent('/proc/sys/kernel/random/boot_id');
  if (stat === undefined || boot === undefined) return '';
  // The name of the program comes before, in parentheses, and may contain anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTime = ''] = [fields[0], fields[19]];
  // A process that has ended and that nobody has waited for keeps its number.
  return state === 'Z' ? 'ended' : `${boot.trim()} ${startTime}`;
}

function lockedError(path: string, lockPath: string, holder: Holder | undefined): ConfigError {
  const by = holder === undefined ? 'another process' : `process ${holder.pid}`;
  if (holder === undefined || holder.host !== hostname()) {
    const where = holder === undefined ? '' : ` on ${JSON.stringify(holder.host)}`;
    return new ConfigError(
      `${path} is in use by ${by}${where}; use another file, or delete ${lockPath} if that process has ended`,
    );
  }
  return new ConfigError(`${path} is in use by ${by}; stop that process, or use another file`);
}

function readIfPresent(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

function removeIfPresent(path: string): Promise<void> {
  return unlink(path).catch(() => undefined);
}
