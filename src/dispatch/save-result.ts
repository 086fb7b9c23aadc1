import { CallError } from '../errors.ts';
import type { AllowedFolders, PendingFile } from '../filesystem/file-access.ts';
import { isObject } from '../json.ts';
import type { ValidatedTool } from '../tools/operation.ts';
import type { Outcome, SavedFile } from '../tools/outcome.ts';
import { mustBe, wasNotCalled } from '../wording.ts';
import { requireFolders } from '../workflows/files/folder-access.ts';
import { jsonTypeName } from './argument-errors.ts';

/** Every tool takes it and no schema lists it, as with `confirm_token`: notices and errors say when to use it. */
export const SAVE_AS = 'save_as';
/** Readable for the person who runs the server, and nobody else. */
const PRIVATE_MODE = 0o600;
/** Characters that are written at once. */
const CHUNK_CHARS = 256 * 1024;

export interface SplitArguments {
  /** The file to save the whole result to. */
  readonly saveAs: string | undefined;
  readonly rest: unknown;
}

/** Takes `save_as` out of the arguments, unless the tool has a parameter of that name. */
export function takeSaveAs(tool: ValidatedTool, given: unknown): SplitArguments {
  if (!isObject(given) || !Object.hasOwn(given, SAVE_AS)) return { saveAs: undefined, rest: given };
  if (Object.hasOwn(tool.input.shape, SAVE_AS)) return { saveAs: undefined, rest: given };
  const { [SAVE_AS]: path, ...rest } = given;
  if (path === null || path === '') return { saveAs: undefined, rest };
  if (typeof path === 'string') return { saveAs: path, rest };
  const clause = mustBe(SAVE_AS, 'the path of a new file', jsonTypeName(path));
  throw new CallError('invalid_input', wasNotCalled(tool.name, clause));
}

/**
 * Begins the file, before anything is sent: a path that cannot be used costs no request.
 *
 * @throws CallError `not_configured`, `not_allowed`, `not_found` or `conflict`
 */
export function beginResultFile(
  { name }: ValidatedTool,
  path: string,
  folders: AllowedFolders | null,
): Promise<PendingFile> {
  return requireFolders({ folders }, `${name} was not called`).begin(path, false, PRIVATE_MODE);
}

/** Writes a result to its file. A change was made by then: where the disk is full, the result says so. */
export async function saveResult(
  file: PendingFile,
  value: unknown,
): Promise<Pick<Outcome, 'savedTo' | 'notices'>> {
  if (value === undefined) return { notices: ['There is no content to save, so no file was created.'] };
  return writeResult(file, value).then(
    (savedTo) => ({ savedTo }),
    (cause: unknown) => {
      if (!(cause instanceof CallError)) throw cause;
      return { notices: [`The call was made, but its result was not saved: ${cause.message}`] };
    },
  );
}

async function writeResult(file: PendingFile, value: unknown): Promise<SavedFile> {
  let size_bytes = 0;
  let waiting = '';
  const write = async () => {
    const bytes = Buffer.from(waiting);
    waiting = '';
    size_bytes += bytes.length;
    await file.write(bytes);
  };
  for (const text of textsOf(value)) {
    waiting += text;
    if (waiting.length > CHUNK_CHARS) await write();
  }
  await write();
  await file.keep();
  return { path: file.path, size_bytes };
}

/** A text as it is, anything else as JSON: of a list, each item is a line. */
function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) {
    yield '[';
    for (const [position, item] of value.entries()) {
      yield `${position === 0 ? '\n' : ',\n'}${JSON.stringify(item)}`;
    }
    yield '\n]\n';
  } else yield `${JSON.stringify(value, undefined, 2)}\n`;
}
