import { isObject } from '../../tools/wire.ts';
import type { FileRecord, Job, RunOutcome } from '../records.ts';
import type { Row } from '../table.ts';
import { answerCreated, create } from './collections.ts';
import { finishUpload, readUpload, type Upload } from './file-imports.ts';
import { checkCredential, checkHost } from './hosts.ts';
import { formatOf, type Loaded, readLoad } from './loading.ts';
import type { Civis, Handlers } from './platform.ts';
import type { Work } from './runs.ts';
import { type ExistingRows, fillTable, findTable, type Target } from './tables.ts';

/** Imports between hosts: they name hosts and credentials that there are, and move what their syncs say. */
export function importHandlers(civis: Civis): Handlers {
  return {
    'POST /imports': (call) => {
      for (const side of [call.body['source'], call.body['destination']]) {
        if (!isObject(side)) continue;
        checkHost(civis, side['remote_host_id']);
        checkCredential(civis, call.caller, side['credential_id']);
      }
      return answerCreated(civis, call, create(civis, call));
    },
  };
}

/** What runs of imports do: they load the uploaded file, or what each sync names. */
export function importWork(civis: Civis): Work {
  return {
    attempt: (job, _, at) => {
      const upload = job['upload'] as Upload | undefined;
      return upload === undefined ? trySyncs(civis, job, at) : readUpload(civis, upload);
    },
    finish: (job, _, at) => {
      const upload = job['upload'] as Upload | undefined;
      if (upload !== undefined) finishUpload(civis, upload);
      else for (const sync of syncsOf(civis, job)) moveRows(civis, job, sync, at);
    },
  };
}

function syncsOf({ store }: Civis, job: Job): Row[] {
  return store
    .table('imports/syncs')
    .inScope(String(job.id))
    .filter(({ archived }) => archived !== true);
}

/** Reads what every sync moves; the first one that cannot be read ends the run. */
function trySyncs(civis: Civis, job: Job, at: number): RunOutcome {
  const steps = ['Connecting to the source'];
  for (const sync of syncsOf(civis, job)) {
    const target = targetOf(job, sync);
    if (target === null) continue;
    const read = readSync(civis, job, sync, target, at);
    steps.push(...(read.steps ?? []));
    if (read.error !== null) return { steps, error: read.error };
  }
  return { steps, error: null };
}

function moveRows(civis: Civis, job: Job, sync: Row, at: number): void {
  const target = targetOf(job, sync);
  const read = target && readSync(civis, job, sync, target, at);
  if (target && read?.table) fillTable(civis, target, read.table, existingRowsOf(sync));
}

function readSync(civis: Civis, job: Job, sync: Row, target: Target, at: number): Loaded {
  const source = isObject(sync['source']) ? sync['source'] : {};
  const options = isObject(sync['advanced_options']) ? sync['advanced_options'] : {};
  const file = isObject(source['file']) ? civis.store.files.get(Number(source['file']['id'])) : undefined;
  if (file === undefined) return readHost(civis, job, sync, target, at);
  return readLoad(civis, {
    name: (file as FileRecord).name,
    bytes: civis.storage.bytes(file.key),
    target,
    format: formatOf(options),
    existingRows: existingRowsOf(sync),
    maxErrors: Number(options['max_errors'] ?? 0),
  });
}

/** A host that is not there sends as many rows as its size suggests, the same for the whole day. */
function readHost(civis: Civis, job: Job, sync: Row, target: Target, at: number): Loaded {
  const known = findTable(civis, target)?.columns;
  const columns = known ?? [
    { name: 'id', type: 'integer' as const },
    { name: 'updated_at', type: 'timestamp' as const },
  ];
  const rowCount = 800 + ((job.id * 7919 + sync.id * 104_729 + Math.floor(at / 86_400_000) * 331) % 90_000);
  const steps = [`Copying ${rowCount} rows into ${target.schema}.${target.table}`];
  return { steps, error: null, table: { columns, rowCount, badRows: [] } };
}

function targetOf(job: Job, sync: Row): Target | null {
  const side = sync['destination'];
  const table = isObject(side) ? side['database_table'] : undefined;
  const host = isObject(job['destination']) ? job['destination']['remote_host_id'] : undefined;
  if (!isObject(table) || typeof host !== 'number') return null;
  return { database: host, schema: String(table['schema']), table: String(table['table']) };
}

/** A sync that does not say what becomes of existing rows replaces them, as a daily copy does. */
function existingRowsOf({ advanced_options: options }: Row): ExistingRows {
  const said = isObject(options) ? options['existing_table_rows'] : undefined;
  return said === 'append' || said === 'drop' || said === 'fail' ? said : 'truncate';
}
