import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { ConfigError, systemErrorCode } from '../../errors.ts';
import { readSmallFile } from '../../filesystem/read-small-file.ts';
import { replaceFile } from '../../filesystem/replace-file.ts';

/** Start of a file's first line; the number changes with the structure of the state. */
const FORMAT = 'civis-aiod-mcp sandbox 1';
/** All objects take 256 MB at most, and entities much less. */
const MAX_FILE_BYTES = 1024 ** 3;
/** Milliseconds from a change to its write; changes in between are written together. */
const WRITE_DELAY_MS = 1_000;

/**
 * Keeps the state in a file: a line of text with a checksum, then the state as Node serializes it, which
 * preserves references between objects.
 */
export class StateFile<State> {
  readonly #path: string;
  readonly #snapshot: () => State;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string, snapshot: () => State) {
    this.#path = path;
    this.#snapshot = snapshot;
  }

  /** Schedules a write. */
  scheduleWrite(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      // A write that fails is tried again after the next change, and at the latest when the sandbox closes.
      this.write().catch(() => undefined);
    }, WRITE_DELAY_MS).unref();
  }

  /**
   * Writes new state, to find out before anything changes whether the file is writable.
   *
   * @throws ConfigError
   */
  writeInitial(): Promise<void> {
    return this.write().catch((cause: unknown) => {
      throw new ConfigError(`${this.#path} cannot be written (${systemErrorCode(cause)})`);
    });
  }

  /**
   * Writes the last state. A failure is not tried again: whoever ends the sandbox is told.
   *
   * @throws Error with one line for the user.
   */
  writeFinal(): Promise<void> {
    return this.write().catch((cause: unknown) => {
      const code = systemErrorCode(cause);
      throw new Error(
        `${this.#path} cannot be written (${code}); changes since it was last written are lost`,
      );
    });
  }

  /** Writes the current state, whole or not at all. */
  write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const bytes = serialize(this.#snapshot());
    const header = `${FORMAT} ${checksum(bytes)}\n`;
    this.#writing = this.#writing
      .catch(() => undefined)
      .then(() => replaceFile(this.#path, Buffer.concat([Buffer.from(header), bytes])));
    return this.#writing;
  }
}

/**
 * The state that a file keeps; undefined if there is no file yet.
 *
 * @throws ConfigError for a file without valid state, or with state of another version.
 */
export async function readStateFile<State>(path: string): Promise<State | undefined> {
  const bytes = await readSmallFile(path, MAX_FILE_BYTES);
  if (bytes === undefined) return undefined;
  const end = bytes.indexOf('\n');
  const body = bytes.subarray(end + 1);
  if (bytes.subarray(0, end).toString() !== `${FORMAT} ${checksum(body)}`) {
    throw new ConfigError(
      `${path} is not a data file of this sandbox, or is damaged; delete or rename it to start with new data`,
    );
  }
  try {
    return deserialize(body) as State;
  } catch {
    throw new ConfigError(
      `${path} was written by a newer version of Node.js; use that version, or delete or rename the file`,
    );
  }
}

function checksum(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
