import type { Job } from '../state/entities.ts';
import type { CivisPlatform, HandlerMap } from './civis-platform.ts';
import { insertRow } from './collections.ts';
import { type ExistingRows, loadRows } from './database-tables.ts';
import { requireCredential, requireDatabase } from './reference-checks.ts';
import { csvFormatOf, readTableFile, type TableFile, type TableFileContents } from './table-file-reader.ts';

/** The file that an import expects: where it will be stored, and how to load it. */
export interface PendingUpload extends Omit<TableFile, 'bytes'> {
  readonly key: string;
}

/** Milliseconds that a new import accepts its file. */
const UPLOAD_URL_LIFETIME = 12 * 60 * 60_000;

/** Creates imports of a file; their runs are like all runs. */
export function fileImportHandlers(civis: CivisPlatform): HandlerMap {
  return {
    'POST /imports/files': ({ body, caller }) => {
      requireDatabase(civis, body['remote_host_id']);
      requireCredential(civis, caller, body['credential_id']);
      const target = {
        database: Number(body['remote_host_id']),
        schema: String(body['schema']),
        table: String(body['name']),
      };
      const name = `${target.schema}.${target.table}`;
      const { objectStore } = civis;
      const key = objectStore.create(`${name}.csv`);
      const upload: PendingUpload = {
        key,
        name: 'the uploaded file',
        target,
        format: csvFormatOf(body),
        existingRows: (body['existing_table_rows'] ?? 'fail') as ExistingRows,
        maxErrors: Number(body['max_errors'] ?? 0),
      };
      const side = { remote_host_id: target.database, credential_id: body['credential_id'] };
      const job = insertRow(civis, 'imports/files', '', caller, {
        name: `Import file into ${name}`,
        sync_type: 'AutoImport',
        is_outbound: false,
        time_zone: 'UTC',
        destination: side,
        hidden: body['hidden'] ?? false,
        upload,
      });
      // The import shows how it was configured, as any other import does.
      const syncs = civis.store.table('imports/syncs');
      syncs.insert({
        id: syncs.nextId(),
        scope: String(job.id),
        source: { path: upload.name },
        destination: { database_table: { schema: target.schema, table: target.table } },
        advanced_options: {
          existing_table_rows: upload.existingRows,
          max_errors: upload.maxErrors,
          column_delimiter: body['column_delimiter'] ?? null,
          first_row_is_header: body['first_row_is_header'] ?? null,
        },
        archived: false,
      });
      return {
        value: {
          id: job.id,
          run_uri: runUri(civis, job as Job),
          ...uploadDestination(civis, key, body['multipart']),
        },
        status: 201,
      };
    },
  };
}

function runUri({ origin }: CivisPlatform, { id }: Job): string {
  return `${origin()}/civis/imports/files/${id}/runs`;
}

function uploadDestination(
  { objectStore, now }: CivisPlatform,
  key: string,
  asForm: unknown,
): Record<string, unknown> {
  const expires = now() + UPLOAD_URL_LIFETIME;
  if (asForm !== true) return { upload_uri: objectStore.uploadUrl(key, expires), upload_fields: {} };
  const { url, fields } = objectStore.uploadForm(key, expires);
  return { upload_uri: url, upload_fields: fields };
}

export function readUploadedFile(civis: CivisPlatform, upload: PendingUpload): TableFileContents {
  return readTableFile(civis, { ...upload, bytes: civis.objectStore.bytes(upload.key) });
}

/** Loads the rows into the table. */
export function loadUploadedFile(civis: CivisPlatform, upload: PendingUpload): void {
  const { table } = readUploadedFile(civis, upload);
  if (table !== null) loadRows(civis, upload.target, table, upload.existingRows);
}
