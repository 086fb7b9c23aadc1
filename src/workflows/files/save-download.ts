import type { ByteStream } from '../../client/interface.ts';
import { decodeUtf8 } from '../../decode-utf8.ts';
import { CallError } from '../../errors.ts';
import type { AllowedFolders, PendingFile } from '../../filesystem/file-access.ts';
import { sanitizeText } from '../../sanitize-text.ts';
import type { Arguments } from '../../tools/operation.ts';
import { flag, int, text } from '../../tools/parameters.ts';
import type { WorkflowContext } from '../workflow.ts';
import { requireFolders } from './folder-access.ts';
import { limitDownload } from './limit-download.ts';
import { createTransferProgress } from './transfer-progress.ts';

/** Maximum size of a text that is returned in the result if no path was given. */
const MAX_INLINE_BYTES = 20_000;

export const downloadResultFields = {
  path: text('Where the file was saved.'),
  size_bytes: int(),
  text: text('The content, if it was not saved.'),
};

export const downloadTargetParameters = {
  path: text('Local file. Default: its own name; short texts are returned.').optional(),
  overwrite: flag().default(false),
};

export interface DownloadTarget {
  readonly path?: string | undefined;
  readonly overwrite: boolean;
}

/** A download, and the name that it has on the platform. */
export interface NamedStream {
  readonly name: string;
  readonly stream: ByteStream;
}

/** Saves a download to a file, or returns it in the result if it is a short text and no path was given. */
export async function saveDownload(
  context: WorkflowContext,
  fetch: () => Promise<NamedStream>,
  { path, overwrite }: DownloadTarget,
): Promise<Arguments> {
  if (path !== undefined) {
    // An impossible path is refused before anything is requested.
    const folders = requireFolders(context, 'Nothing was downloaded');
    return saveToFile(context, folders, { path, overwrite }, async () => (await fetch()).stream);
  }
  if (overwrite) {
    throw new CallError('invalid_input', 'overwrite requires path: the file to replace.', {
      hint: 'Call again with the path of the file to replace, or without overwrite.',
    });
  }
  const { name, stream } = await fetch();
  try {
    const { start, rest, whole } = await readUpToInlineLimit(stream);
    const shown = whole ? decodeUtf8(Buffer.concat(start)) : undefined;
    if (shown !== undefined) return { text: shown, size_bytes: Buffer.byteLength(Buffer.concat(start)) };
    const following = { ...stream, bytes: concatStreams(start, rest) };
    const fileName = lastPathSegment(sanitizeText(name));
    const folders = requireFolders(
      context,
      `${JSON.stringify(fileName)} is not a short text and must be saved to a file`,
    );
    const target = { path: fileName, overwrite };
    return await saveToFile(context, folders, target, () => Promise.resolve(following));
  } finally {
    stream.close();
  }
}

async function saveToFile(
  context: WorkflowContext,
  folders: AllowedFolders,
  { path, overwrite }: { readonly path: string; readonly overwrite: boolean },
  fetch: () => Promise<ByteStream>,
): Promise<Arguments> {
  const file = await folders.begin(path, overwrite);
  try {
    const incoming = await fetch();
    const size_bytes = await writeChunks(context, incoming, file).finally(() => incoming.close());
    await file.keep();
    return { path: file.path, size_bytes };
  } finally {
    await file.discard();
  }
}

/** @throws CallError `network` if the stream ends too early, `too_large` if it does not fit */
async function writeChunks(
  context: WorkflowContext,
  incoming: ByteStream,
  file: PendingFile,
): Promise<number> {
  const { size } = incoming;
  const onBytes = createTransferProgress(context, size, 'read');
  let read = 0;
  for await (const chunk of limitDownload(incoming, file.spareBytes)) {
    await file.write(chunk);
    read += chunk.length;
    onBytes(read);
  }
  if (size !== undefined && read !== size) {
    throw new CallError('network', `The download ended early: ${read} of ${size} bytes were received.`, {
      hint: 'Call again.',
      retryable: true,
    });
  }
  return read;
}

/** Reads to the end, or until there is more than may be returned in the result. */
async function readUpToInlineLimit({ bytes }: ByteStream) {
  const rest = bytes[Symbol.asyncIterator]();
  const start: Uint8Array[] = [];
  for (let read = 0; read <= MAX_INLINE_BYTES; ) {
    const { value, done } = await rest.next();
    if (done === true) return { start, rest, whole: true };
    start.push(value);
    read += value.length;
  }
  return { start, rest, whole: false };
}

async function* concatStreams(
  start: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* start;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** The platform's name of a file may contain separators, which must not select a local folder. */
function lastPathSegment(name: string): string {
  return name.split(/[\\/]/).at(-1) ?? name;
}
