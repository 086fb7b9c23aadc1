import type { FileRecord } from '../state/entities.ts';
import type { Row } from '../state/table.ts';
import { mayRead } from './access-control.ts';
import { type AsyncTask, registerAsyncTaskEvents, startAsyncTask } from './async-tasks.ts';
import { invalidResource } from './civis-error.ts';
import type { CivisPlatform, HandlerMap } from './civis-platform.ts';
import { createdResponse, createRow } from './collections.ts';
import { findTable, loadRows, qualifiedName, type TableReference } from './database-tables.ts';
import { requireCredential, requireDatabase } from './reference-checks.ts';
import { csvFormatOf, readTableFile, type TableFileContents } from './table-file-reader.ts';

const BATCHES = 'imports/batches';

/** Import batches load several files into one existing table, and start at once. */
export function batchHandlers(civis: CivisPlatform): HandlerMap {
  return {
    'POST /imports/batches': (request) => {
      const { body, caller } = request;
      requireDatabase(civis, body['remote_host_id']);
      requireCredential(civis, caller, body['credential_id']);
      const ids = body['file_ids'] as readonly number[];
      if (ids.length === 0) throw invalidResource('file_ids must not be empty.');
      const unknown = ids.filter((id) => {
        const file = civis.store.files.get(id);
        return file === undefined || !mayRead(file, caller);
      });
      if (unknown.length > 0) throw invalidResource(`Unknown files: ${unknown.join(', ')}.`);
      const batch = createRow(civis, request) as AsyncTask;
      startAsyncTask(civis, BATCHES, batch, civis.now());
      return createdResponse(civis, request, batch);
    },
  };
}

/** Loads batches as simulated time passes: all files of a batch, or none. */
export function registerBatchEvents(civis: CivisPlatform): void {
  registerAsyncTaskEvents(civis, BATCHES, (batch) => {
    const target = batchTarget(batch);
    if (findTable(civis, target) === undefined) return `Table ${qualifiedName(target)} does not exist`;
    if (batch['compression'] === 'zip') return 'The sandbox cannot read zip archives';
    const contents = (batch['file_ids'] as readonly number[]).map((id) => readBatchFile(civis, batch, id));
    const failed = contents.find(({ error }) => error !== null);
    if (failed !== undefined) return failed.error;
    for (const { table } of contents) if (table !== null) loadRows(civis, target, table, 'append');
    return null;
  });
}

function batchTarget(batch: Row): TableReference {
  const { remote_host_id: host, schema, table } = batch;
  return { database: Number(host), schema: String(schema), table: String(table) };
}

function readBatchFile(civis: CivisPlatform, batch: Row, id: number): TableFileContents {
  const file: FileRecord | undefined = civis.store.files.get(id);
  if (file === undefined) return { error: `File ${id} no longer exists`, table: null };
  const { error, ...contents } = readTableFile(civis, {
    name: file.name,
    bytes: civis.objectStore.bytes(file.key),
    target: batchTarget(batch),
    format: csvFormatOf({
      column_delimiter: batch['column_delimiter'] ?? 'comma',
      first_row_is_header: batch['first_row_is_header'] ?? false,
    }),
    existingRows: 'append',
    maxErrors: 0,
  });
  return { ...contents, error: error === null ? null : `${file.name}: ${error}` };
}
