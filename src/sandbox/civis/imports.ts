import { isObject } from '../../json.ts';
import type { Job, RunOutcome } from '../state/entities.ts';
import type { Row } from '../state/table.ts';
import type { CivisPlatform, HandlerMap } from './civis-platform.ts';
import { createdResponse, createRow } from './collections.ts';
import { type ExistingRows, findTable, loadRows, type TableReference } from './database-tables.ts';
import { loadUploadedFile, type PendingUpload, readUploadedFile } from './file-imports.ts';
import { requireCredential, requireRemoteHost } from './reference-checks.ts';
import type { RunExecutor } from './runs.ts';
import { csvFormatOf, readTableFile, type TableFileContents } from './table-file-reader.ts';

/** Imports between hosts: a new one has to name existing hosts and credentials. */
export function importHandlers(civis: CivisPlatform): HandlerMap {
  return {
    'POST /imports': (request) => {
      for (const side of [request.body['source'], request.body['destination']]) {
        if (!isObject(side)) continue;
        requireRemoteHost(civis, side['remote_host_id']);
        requireCredential(civis, request.caller, side['credential_id']);
      }
      return createdResponse(civis, request, createRow(civis, request));
    },
  };
}

/** Runs of imports load the uploaded file, or the source of each sync. */
export function importExecutor(civis: CivisPlatform): RunExecutor {
  return {
    determineOutcome: (job, _, at) => {
      const upload = job['upload'] as PendingUpload | undefined;
      return upload === undefined ? readSyncs(civis, job, at) : readUploadedFile(civis, upload);
    },
    applyResults: (job, _, at) => {
      const upload = job['upload'] as PendingUpload | undefined;
      if (upload !== undefined) loadUploadedFile(civis, upload);
      else for (const sync of activeSyncs(civis, job)) loadSyncRows(civis, job, sync, at);
    },
  };
}

function activeSyncs({ store }: CivisPlatform, job: Job): Row[] {
  return store
    .table('imports/syncs')
    .inScope(String(job.id))
    .filter(({ archived }) => archived !== true);
}

/** Reads the source of every sync; the first one that cannot be read ends the run. */
function readSyncs(civis: CivisPlatform, job: Job, at: number): RunOutcome {
  const steps = ['Connecting to the source'];
  for (const sync of activeSyncs(civis, job)) {
    const target = syncTarget(job, sync);
    if (target === null) continue;
    const read = readSync(civis, job, sync, target, at);
    steps.push(...(read.steps ?? []));
    if (read.error !== null) return { steps, error: read.error };
  }
  return { steps, error: null };
}

function loadSyncRows(civis: CivisPlatform, job: Job, sync: Row, at: number): void {
  const target = syncTarget(job, sync);
  const read = target && readSync(civis, job, sync, target, at);
  if (target && read?.table) loadRows(civis, target, read.table, existingRowsOf(sync));
}

function readSync(
  civis: CivisPlatform,
  job: Job,
  sync: Row,
  target: TableReference,
  at: number,
): TableFileContents {
  const source = isObject(sync['source']) ? sync['source'] : {};
  const options = isObject(sync['advanced_options']) ? sync['advanced_options'] : {};
  const file = isObject(source['file']) ? civis.store.files.get(Number(source['file']['id'])) : undefined;
  if (file === undefined) return simulateHostRows(civis, job, sync, target, at);
  return readTableFile(civis, {
    name: file.name,
    bytes: civis.objectStore.bytes(file.key),
    target,
    format: csvFormatOf(options),
    existingRows: existingRowsOf(sync),
    maxErrors: Number(options['max_errors'] ?? 0),
  });
}

/** Simulates the rows of a remote host: a pseudo-random number that is the same for the whole day. */
function simulateHostRows(
  civis: CivisPlatform,
  job: Job,
  sync: Row,
  target: TableReference,
  at: number,
): TableFileContents {
  const known = findTable(civis, target)?.columns;
  const columns = known ?? [
    { name: 'id', type: 'integer' as const },
    { name: 'updated_at', type: 'timestamp' as const },
  ];
  const rows = 800 + ((job.id * 7919 + sync.id * 104_729 + Math.floor(at / 86_400_000) * 331) % 1_500);
  const steps = [`Copying ${rows} rows into ${target.schema}.${target.table}`];
  return { steps, error: null, table: { columns, rows } };
}

function syncTarget(job: Job, sync: Row): TableReference | null {
  const side = sync['destination'];
  const table = isObject(side) ? side['database_table'] : undefined;
  const host = isObject(job['destination']) ? job['destination']['remote_host_id'] : undefined;
  if (!isObject(table) || typeof host !== 'number') return null;
  return { database: host, schema: String(table['schema']), table: String(table['table']) };
}

/** By default, a run fails if the table exists. */
function existingRowsOf({ advanced_options: options }: Row): ExistingRows {
  if (!isObject(options)) return 'fail';
  if (options['wipe_destination_table'] === true) return 'truncate';
  const option = options['existing_table_rows'];
  return option === 'append' || option === 'drop' || option === 'truncate' ? option : 'fail';
}
