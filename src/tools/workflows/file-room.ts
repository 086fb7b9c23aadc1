import type { Source } from '../../client/transfer.ts';
import { CallError } from '../../errors.ts';
import type { Desk } from './workflow.ts';

/** The folders of this machine that tools may touch. What leads out of them is refused. */
export interface FileRoom {
  /** The folders as the server was given them, for errors that say where paths may lead. */
  readonly folders: readonly string[];
  /**
   * Opens a file to be read.
   *
   * @throws CallError `not_allowed` for a path out of the folders, `not_found`, `invalid_input`
   */
  open(path: string): Promise<OpenFile>;
  /**
   * Begins a file. Nothing stands under its name before it is kept.
   *
   * @throws CallError `not_allowed`, `not_found` for a folder that is not there, `conflict` for a file that is
   */
  begin(path: string, overwrite: boolean): Promise<Draft>;
}

export interface OpenFile extends Source {
  /** Without its folders. */
  readonly name: string;
  close(): Promise<void>;
}

/** A file that is being written. */
export interface Draft {
  /** Where it will stand. */
  readonly path: string;
  write(bytes: Uint8Array): Promise<void>;
  /** Gives it its name. @throws CallError `conflict` where the name has been taken meanwhile. */
  keep(): Promise<void>;
  /** Takes it away, unless it was kept. */
  discard(): Promise<void>;
}

/** The folders, or the word that there are none. */
export function roomOf({ files }: Desk, purpose: string): FileRoom {
  if (files !== null) return files;
  throw new CallError(
    'not_configured',
    `${purpose}: this server was started with no folder that tools may touch.`,
    {
      hint: 'The person who runs the server can give one with --files DIR; over HTTP the flag itself is needed.',
    },
  );
}
