import type { Job } from '../records.ts';
import { insert } from './collections.ts';
import { checkCredential, checkDatabase } from './hosts.ts';
import { formatOf, type Load, type Loaded, readLoad } from './loading.ts';
import type { Civis, Handlers } from './platform.ts';
import { type ExistingRows, fillTable } from './tables.ts';

/** What a file import was prepared for: where its bytes will be, and what is to become of them. */
export interface Upload extends Omit<Load, 'bytes'> {
  readonly key: string;
}

/** How long a prepared import takes its file. */
const UPLOAD_LINK = 12 * 60 * 60_000;

/** Preparing the import of a file; starting it is what all runs do. */
export function fileImportHandlers(civis: Civis): Handlers {
  return {
    'POST /imports/files': ({ body, caller }) => {
      checkDatabase(civis, body['remote_host_id']);
      checkCredential(civis, caller, body['credential_id']);
      const target = {
        database: Number(body['remote_host_id']),
        schema: String(body['schema']),
        table: String(body['name']),
      };
      const name = `${target.schema}.${target.table}`;
      const { storage } = civis;
      const key = storage.create(`${name}.csv`);
      const upload: Upload = {
        key,
        name: 'the uploaded file',
        target,
        format: formatOf(body),
        existingRows: (body['existing_table_rows'] ?? 'fail') as ExistingRows,
        maxErrors: Number(body['max_errors'] ?? 0),
      };
      const side = { remote_host_id: target.database, credential_id: body['credential_id'] };
      const job = insert(civis, 'imports/files', '', caller, {
        name: `Import file into ${name}`,
        sync_type: 'AutoImport',
        is_outbound: false,
        time_zone: 'UTC',
        destination: side,
        hidden: body['hidden'] ?? false,
        upload,
      });
      return {
        value: { id: job.id, run_uri: runUri(civis, job as Job), ...uploadTo(civis, key, body['multipart']) },
        status: 201,
      };
    },
  };
}

function runUri({ origin }: Civis, { id }: Job): string {
  return `${origin()}/civis/imports/files/${id}/runs`;
}

function uploadTo({ storage, now }: Civis, key: string, asForm: unknown): Record<string, unknown> {
  const until = now() + UPLOAD_LINK;
  if (asForm !== true) return { upload_uri: storage.uploadUrl(key, until), upload_fields: {} };
  const { url, fields } = storage.uploadForm(key, until);
  return { upload_uri: url, upload_fields: fields };
}

export function readUpload(civis: Civis, upload: Upload): Loaded {
  return readLoad(civis, { ...upload, bytes: civis.storage.bytes(upload.key) });
}

/** Puts the rows into the table. */
export function finishUpload(civis: Civis, upload: Upload): void {
  const { table } = readUpload(civis, upload);
  if (table !== null) fillTable(civis, upload.target, table, upload.existingRows);
}
