import type { ByteStream } from '../../client/interface.ts';
import type { Source } from '../../client/transfer.ts';
import { CallError } from '../../errors.ts';
import { mustBe, toSentence, wasNotCalled } from '../../wording.ts';
import { getDownloadLink } from '../files/download-file.ts';
import { requireFolders } from '../files/folder-access.ts';
import { formatBytes } from '../files/transfer-progress.ts';
import type { WorkflowContext } from '../workflow.ts';
import { CSV_SAMPLE_BYTES, type CsvOptions, findCsvProblem } from './validate-csv.ts';

/** Maximum size of one PUT to an object store. */
const MAX_IMPORT_BYTES = 5 * 1024 ** 3;

/** The file to import: a local one, or one of Civis. */
export interface ImportSource extends Source {
  /** How errors name it. */
  readonly label: string;
  close(): Promise<void>;
}

/** @throws CallError `invalid_input` unless exactly one of path and fileId is given */
export async function openImportSource(
  context: WorkflowContext,
  path: string | undefined,
  fileId: number | undefined,
): Promise<ImportSource> {
  if (path !== undefined && fileId === undefined) {
    const file = await requireFolders(context, 'Nothing was imported').open(path);
    return { ...file, label: JSON.stringify(path) };
  }
  if (fileId !== undefined && path === undefined) return openCivisFileSource(context, fileId);
  throw new CallError(
    'invalid_input',
    wasNotCalled('civis_import_file', 'exactly one of path and file_id is required'),
    {
      hint: 'path is a local file; file_id is a file that is already in Civis.',
    },
  );
}

/**
 * A Civis file as a source: each read requests its presigned URL again and streams, so that nothing is stored
 * locally. It is imported in the same way as a local file, since Civis's import from a file (batches) supports
 * neither `existing_table_rows` nor `max_errors`, and only tables that exist.
 */
async function openCivisFileSource(context: WorkflowContext, id: number): Promise<ImportSource> {
  const { link } = await getDownloadLink(context, id);
  const fetch = () => context.transfers.fetch(link, context.signal);
  const first = await fetch();
  first.close();
  if (first.size === undefined) {
    throw new CallError('platform_error', `Civis did not return the size of file ${id}.`);
  }
  return {
    label: `file ${id}`,
    size: first.size,
    read: async function* (start, length) {
      const incoming = await fetch();
      try {
        yield* sliceStream(incoming, start, length);
      } finally {
        incoming.close();
      }
    },
    close: () => Promise.resolve(),
  };
}

async function* sliceStream(
  { bytes }: ByteStream,
  start: number,
  length: number,
): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const chunk of bytes) {
    const part = chunk.subarray(Math.max(0, start - at), Math.max(0, start + length - at));
    if (part.length > 0) yield part;
    at += chunk.length;
    if (at >= start + length) return;
  }
}

/** Checks the size and the beginning of the file. @throws CallError `invalid_input` or `too_large` for one that cannot be imported */
export async function validateImportSource(file: ImportSource, options: CsvOptions): Promise<void> {
  if (file.size > MAX_IMPORT_BYTES) {
    throw new CallError(
      'too_large',
      toSentence(mustBe('A file to import', 'at most 5 GB', `${file.label} with ${formatBytes(file.size)}`)),
      {
        hint: 'Split it into several files and import them with existing_table_rows append.',
      },
    );
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.read(0, Math.min(file.size, CSV_SAMPLE_BYTES)))
    chunks.push(Uint8Array.from(chunk));
  const problem = findCsvProblem(Buffer.concat(chunks), file.size, options);
  if (problem === null) return;
  throw new CallError('invalid_input', `${file.label} cannot be imported: ${problem}.`, {
    hint: 'Nothing was sent. Correct the file or the arguments, and call again.',
  });
}
