import type { Source } from '../client/transfer.ts';

/** The local folders that tools may read and write. A path that leads out of them is refused. */
export interface AllowedFolders {
  /** The folders as the server was given them, for errors that list them. */
  readonly folders: readonly string[];
  /**
   * Opens a file to be read.
   *
   * @throws CallError `not_allowed` for a path outside the folders, `not_found`, `invalid_input`
   */
  open(path: string): Promise<OpenFile>;
  /**
   * Begins to write a file, which appears under its name only when it is kept. `mode`: its permissions, before
   * the process's mask.
   *
   * @throws CallError `not_allowed`, `not_found` for a missing folder, `conflict` for a file that exists
   */
  begin(path: string, overwrite: boolean, mode?: number): Promise<PendingFile>;
}

export interface OpenFile extends Source {
  /** Base name, without its folders. */
  readonly name: string;
  close(): Promise<void>;
}

/** A file that is being written under a temporary name. */
export interface PendingFile {
  /** Its final path. */
  readonly path: string;
  /** Bytes that it may have and not fill the disk, as of when it was begun. */
  readonly spareBytes: number;
  write(bytes: Uint8Array): Promise<void>;
  /** Gives it its final name. @throws CallError `conflict` if another file has taken the name meanwhile. */
  keep(): Promise<void>;
  /** Removes it, unless it was kept. */
  discard(): Promise<void>;
}
