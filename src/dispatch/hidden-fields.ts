import { REDACTED } from './redact.ts';

/** Names of hidden fields that are kept: the keys of a free map can be any number. */
const MAX_KEPT = 100;
/** Names that a notice lists. */
const MAX_LISTED = 5;
const MAX_NAME_CHARS = 60;

/** The fields of a result in which something was replaced, by why. */
export interface HiddenFields {
  /** Passwords, keys and tokens of the platform, which `--reveal-secrets` shows. */
  readonly secrets: Set<string>;
  /** The server's own credentials, which are never shown. */
  readonly ownCredentials: Set<string>;
}

export function createHiddenFields(): HiddenFields {
  return { secrets: new Set(), ownCredentials: new Set() };
}

export function addHidden(fields: Set<string>, name: string): void {
  if (fields.size < MAX_KEPT) fields.add(name);
}

/** How the person can get at what is hidden. */
export interface WaysToRead {
  /** Where the whole result was saved. */
  readonly isSaved: boolean;
  readonly saving: Saving;
}

/** Whether results can be saved: the server may write files, was given no folder for them, or must not. */
export type Saving = 'possible' | 'without_folder' | 'read_only';

/** What a result does not show, and how to get it. */
export function hiddenNotices({ secrets, ownCredentials }: HiddenFields, ways: WaysToRead): string[] {
  const notices: string[] = [];
  if (secrets.size > 0) notices.push(`Replaced by ${REDACTED}: ${listNames(secrets)}. ${howToRead(ways)}`);
  if (ownCredentials.size > 0) {
    notices.push(`A credential of this server was replaced by ${REDACTED} in: ${listNames(ownCredentials)}.`);
  }
  return notices;
}

function howToRead({ isSaved, saving }: WaysToRead): string {
  if (isSaved) return 'The saved file contains the original values.';
  return `To get the original values, start the server with --reveal-secrets${HOW_TO_SAVE[saving]}.`;
}

const HOW_TO_SAVE: Readonly<Record<Saving, string>> = {
  possible: ', or call with save_as: it saves the whole result to a new local file',
  without_folder: ', or with --files DIR to save whole results to a local file with save_as',
  read_only: '',
};

function listNames(fields: ReadonlySet<string>): string {
  const names = [...fields].slice(0, MAX_LISTED).map((name) => name.slice(0, MAX_NAME_CHARS).toWellFormed());
  const more = fields.size - names.length;
  return more === 0 ? names.join(', ') : `${names.join(', ')} and ${more} more`;
}
