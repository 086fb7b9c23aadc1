import type { FileRecord } from '../records.ts';
import type { Row } from '../table.ts';
import { mayRead } from './access.ts';
import { answerCreated, create } from './collections.ts';
import { type Errand, runErrands, startErrand } from './errands.ts';
import { invalidResource } from './errors.ts';
import { checkCredential, checkDatabase } from './hosts.ts';
import { formatOf, type Loaded, readLoad } from './loading.ts';
import type { Civis, Handlers } from './platform.ts';
import { fillTable, findTable, nameOf, type Target } from './tables.ts';

const BATCHES = 'imports/batches';

/** Loading several files of the platform into one table that exists; starts at once. */
export function batchHandlers(civis: Civis): Handlers {
  return {
    'POST /imports/batches': (call) => {
      const { body, caller } = call;
      checkDatabase(civis, body['remote_host_id']);
      checkCredential(civis, caller, body['credential_id']);
      const ids = body['file_ids'] as readonly number[];
      if (ids.length === 0) throw invalidResource('file_ids is empty.');
      const unknown = ids.filter((id) => {
        const file = civis.store.files.get(id);
        return file === undefined || !mayRead(file, caller);
      });
      if (unknown.length > 0) throw invalidResource(`There are no files with the id ${unknown.join(', ')}.`);
      const batch = create(civis, call) as Errand;
      startErrand(civis, BATCHES, batch, civis.now());
      return answerCreated(civis, call, batch);
    },
  };
}

/** Loads batches as time passes: all files or none. */
export function loadBatches(civis: Civis): void {
  runErrands(civis, BATCHES, (batch) => {
    const target = targetOf(batch);
    if (findTable(civis, target) === undefined) return `Table ${nameOf(target)} does not exist`;
    if (batch['compression'] === 'zip') return 'The sandbox reads no zip archives';
    const loads = (batch['file_ids'] as readonly number[]).map((id) => readFile(civis, batch, id));
    const failed = loads.find(({ error }) => error !== null);
    if (failed !== undefined) return failed.error;
    for (const { table } of loads) if (table !== null) fillTable(civis, target, table, 'append');
    return null;
  });
}

function targetOf(batch: Row): Target {
  const { remote_host_id: host, schema, table } = batch;
  return { database: Number(host), schema: String(schema), table: String(table) };
}

function readFile(civis: Civis, batch: Row, id: number): Loaded {
  const file: FileRecord | undefined = civis.store.files.get(id);
  if (file === undefined) return { error: `File ${id} is gone`, table: null };
  const { error, ...read } = readLoad(civis, {
    name: file.name,
    bytes: civis.storage.bytes(file.key),
    target: targetOf(batch),
    format: formatOf({
      column_delimiter: batch['column_delimiter'] ?? 'comma',
      first_row_is_header: batch['first_row_is_header'] ?? false,
    }),
    existingRows: 'append',
    maxErrors: 0,
  });
  return { ...read, error: error === null ? null : `${file.name}: ${error}` };
}
