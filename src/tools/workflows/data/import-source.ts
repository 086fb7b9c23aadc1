import type { Incoming } from '../../../client/client.ts';
import type { Source } from '../../../client/transfer.ts';
import { CallError } from '../../../errors.ts';
import { getDownloadLink } from '../files/download-file.ts';
import { requireFolders } from '../files/folder-access.ts';
import { formatBytes } from '../files/transfer-progress.ts';
import type { WorkflowContext } from '../workflow.ts';
import { CSV_SAMPLE_BYTES, type CsvOptions, findCsvProblem } from './validate-csv.ts';

/** What one PUT to an object store holds at the most. */
const MAX_IMPORT_BYTES = 5 * 1024 ** 3;

/** A table's file, wherever it is. */
export interface ImportSource extends Source {
  /** As errors call it. */
  readonly label: string;
  close(): Promise<void>;
}

/** The file of this machine, or of Civis, that is to be imported. @throws CallError for neither or both */
export async function openImportSource(
  context: WorkflowContext,
  path: string | undefined,
  fileId: number | undefined,
): Promise<ImportSource> {
  if (path !== undefined && fileId === undefined) {
    const file = await requireFolders(context, 'nothing was imported').open(path);
    return { ...file, label: JSON.stringify(path) };
  }
  if (fileId !== undefined && path === undefined) return openCivisFileSource(context, fileId);
  throw new CallError('invalid_input', 'civis_import_file takes either path or file_id.', {
    hint: 'path is a file of this machine, file_id one that Civis has already.',
  });
}

/**
 * A Civis file as a source: each reading asks its link again and streams through, so that nothing is kept
 * here. Its way into an import is the same as a local file's, since Civis's own way (batches) takes neither
 * `existing_table_rows` nor `max_errors`, and only tables that exist.
 */
async function openCivisFileSource(context: WorkflowContext, id: number): Promise<ImportSource> {
  const { link } = await getDownloadLink(context, id);
  const fetch = () => context.transfers.fetch(link, context.signal);
  const first = await fetch();
  first.close();
  if (first.size === undefined) {
    throw new CallError('platform_error', `Civis does not say how large file ${id} is.`);
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

async function* sliceStream({ bytes }: Incoming, start: number, length: number): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const chunk of bytes) {
    const part = chunk.subarray(Math.max(0, start - at), Math.max(0, start + length - at));
    if (part.length > 0) yield part;
    at += chunk.length;
    if (at >= start + length) return;
  }
}

/** Looks at the file's beginning. @throws CallError `invalid_input` or `too_large` for one that cannot be imported */
export async function validateImportSource(file: ImportSource, claims: CsvOptions): Promise<void> {
  if (file.size > MAX_IMPORT_BYTES) {
    throw new CallError('too_large', `An import takes 5 GB; ${file.label} has ${formatBytes(file.size)}.`, {
      hint: 'Import it in several files, with existing_table_rows append.',
    });
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.read(0, Math.min(file.size, CSV_SAMPLE_BYTES)))
    chunks.push(Uint8Array.from(chunk));
  const objection = findCsvProblem(Buffer.concat(chunks), file.size, claims);
  if (objection === null) return;
  throw new CallError('invalid_input', `${file.label} cannot be imported: ${objection}.`, {
    hint: 'Nothing was sent.',
  });
}
