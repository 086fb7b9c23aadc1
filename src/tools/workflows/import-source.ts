import type { Incoming } from '../../client/client.ts';
import type { Source } from '../../client/transfer.ts';
import { CallError } from '../../errors.ts';
import { sizeInWords } from './bytes.ts';
import { linkOf } from './download-file.ts';
import { requireFolders } from './file-room.ts';
import { type Claims, LOOKED_AT, objectionTo } from './table-look.ts';
import type { WorkflowContext } from './workflow.ts';

/** What one PUT to an object store holds at the most. */
const LARGEST_PUT = 5 * 1024 ** 3;

/** A table's file, wherever it is. */
export interface TableFile extends Source {
  /** As errors call it. */
  readonly label: string;
  close(): Promise<void>;
}

/** The file of this machine, or of Civis, that is to be imported. @throws CallError for neither or both */
export async function openTable(
  context: WorkflowContext,
  path: string | undefined,
  fileId: number | undefined,
): Promise<TableFile> {
  if (path !== undefined && fileId === undefined) {
    const file = await requireFolders(context, 'nothing was imported').open(path);
    return { ...file, label: JSON.stringify(path) };
  }
  if (fileId !== undefined && path === undefined) return openCivisFile(context, fileId);
  throw new CallError('invalid_input', 'civis_import_file takes either path or file_id.', {
    hint: 'path is a file of this machine, file_id one that Civis has already.',
  });
}

/**
 * A Civis file as a source: each reading asks its link again and streams through, so that nothing is kept
 * here. Its way into an import is the same as a local file's, since Civis's own way (batches) takes neither
 * `existing_table_rows` nor `max_errors`, and only tables that exist.
 */
async function openCivisFile(context: WorkflowContext, id: number): Promise<TableFile> {
  const { link } = await linkOf(context, id);
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
        yield* range(incoming, start, length);
      } finally {
        incoming.close();
      }
    },
    close: () => Promise.resolve(),
  };
}

async function* range({ bytes }: Incoming, start: number, length: number): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const chunk of bytes) {
    const part = chunk.subarray(Math.max(0, start - at), Math.max(0, start + length - at));
    if (part.length > 0) yield part;
    at += chunk.length;
    if (at >= start + length) return;
  }
}

/** Looks at the file's beginning. @throws CallError `invalid_input` or `too_large` for one that cannot be imported */
export async function checkTable(file: TableFile, claims: Claims): Promise<void> {
  if (file.size > LARGEST_PUT) {
    throw new CallError('too_large', `An import takes 5 GB; ${file.label} has ${sizeInWords(file.size)}.`, {
      hint: 'Import it in several files, with existing_table_rows append.',
    });
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.read(0, Math.min(file.size, LOOKED_AT))) chunks.push(Uint8Array.from(chunk));
  const objection = objectionTo(Buffer.concat(chunks), file.size, claims);
  if (objection === null) return;
  throw new CallError('invalid_input', `${file.label} cannot be imported: ${objection}.`, {
    hint: 'Nothing was sent.',
  });
}
