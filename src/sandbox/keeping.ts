import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { UnusableFile } from './unusable-file.ts';

/** What the first line of a file says; the number changes when what is kept does. */
const FORMAT = 'civis-aiod-mcp sandbox 1';
/** Milliseconds from a change to its being written; changes in between are written together. */
const DELAY = 3_000;

/**
 * Keeps a world in a file: a line of text with a checksum, then the world as Node serializes it, in which
 * objects that are one stay one.
 */
export class Keeper<World> {
  readonly #path: string;
  readonly #take: () => World;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string, take: () => World) {
    this.#path = path;
    this.#take = take;
  }

  /** Has the world written soon. */
  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      // What cannot be written now is tried again after the next change, and at the latest at the end.
      this.write().catch(() => undefined);
    }, DELAY).unref();
  }

  /** Writes the world as it is now: whole, or not at all. */
  write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const bytes = serialize(this.#take());
    const head = `${FORMAT} ${checksum(bytes)}\n`;
    const unfinished = `${this.#path}.${process.pid}`;
    this.#writing = this.#writing
      .catch(() => undefined)
      .then(async () => {
        await writeFile(unfinished, Buffer.concat([Buffer.from(head), bytes]), { mode: 0o600 });
        await rename(unfinished, this.#path);
      });
    return this.#writing;
  }
}

/**
 * The world that a file keeps; undefined where there is no file yet.
 *
 * @throws UnusableFile for a file that holds no world, or one of another version.
 */
export async function readWorld<World>(path: string): Promise<World | undefined> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw new UnusableFile(path, `cannot be read (${cause.code})`);
  });
  if (bytes === undefined) return undefined;
  const end = bytes.indexOf('\n');
  const world = bytes.subarray(end + 1);
  if (bytes.subarray(0, end).toString() !== `${FORMAT} ${checksum(world)}`) {
    throw new UnusableFile(path, 'is no world of this sandbox, or a damaged one: move it away to begin anew');
  }
  return deserialize(world) as World;
}

function checksum(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
