import type { Operation } from '../../tools/operation.ts';
import { isObject } from '../../tools/wire.ts';
import type { Job, Run } from '../records.ts';
import { findRow } from './access.ts';
import { answerCreated, collectionHandler, create } from './collections.ts';
import { notFound } from './errors.ts';
import { addFile } from './files.ts';
import { checkCredential, checkDatabase } from './hosts.ts';
import { answerList } from './lists.ts';
import { placeOf } from './places.ts';
import type { Civis, CivisCall, Handlers } from './platform.ts';
import type { Work } from './runs.ts';
import { fillTable } from './tables.ts';

const MOUNT = '/enhancements/cass-ncoa';
const USUAL_COLUMNS = {
  address1: 'address1',
  address2: 'address2',
  city: 'city',
  state: 'state',
  zip: 'zip',
};
const OUTPUTS = 'enhancements/outputs';

/** Standardizing addresses, and what its runs made. */
export function enhancementHandlers(civis: Civis, operations: readonly Operation[]): Handlers {
  const replacing = operations.find(({ verb, path }) => verb === 'PUT' && path === `${MOUNT}/{id}`);
  return {
    [`POST ${MOUNT}`]: (call) => answerCreated(civis, call, create(civis, call, whole(civis, call))),
    ...(replacing && {
      [`PUT ${MOUNT}/{id}`]: (call: CivisCall) => {
        const body = { ...call.body, ...whole(civis, call) };
        return collectionHandler(civis, replacing)({ ...call, body });
      },
    }),
    [`GET ${MOUNT}/{id}/runs/{run_id}/outputs`]: (call) => {
      const run = findRun(civis, call);
      return answerList(civis, call, OUTPUTS, civis.store.table(OUTPUTS).inScope(String(run.id)));
    },
  };
}

/** What the platform fills in of a checked enhancement: where it writes, and the usual columns. */
function whole(civis: Civis, { body, caller }: CivisCall): Record<string, unknown> {
  const table = sourceOf(body);
  checkDatabase(civis, table['remote_host_id']);
  checkCredential(civis, caller, table['credential_id']);
  const destination = { database_table: destinationOf(body, table) };
  return { destination, column_mapping: body['column_mapping'] ?? USUAL_COLUMNS };
}

function findRun(civis: Civis, { path, caller }: CivisCall): Run {
  const job = findRow(civis, placeOf(`${MOUNT}/{id}`), path, caller, 'read');
  const run = civis.store.runs.get(Number(path['run_id']));
  if (run === undefined || run.scope !== String(job.id)) throw notFound();
  return run;
}

/** What runs leave behind: the table with the standardized addresses, and a report. */
export function enhancementWork(civis: Civis): Work {
  return { finish: (job, run, at) => deliverAddresses(civis, job, run, at) };
}

/** Writes the outputs of a run. */
export function deliverAddresses(civis: Civis, job: Job, run: Run, at: number): void {
  const source = sourceOf(job);
  const { schema, table } = destinationOf(job, source);
  const rows = civis.random.integer(90_000, 140_000);
  const standardized = Math.round(rows * civis.random.between(0.93, 0.98));
  const columns = ['address1', 'address2', 'city', 'state', 'zip'].map((name) => ({
    name,
    type: 'text' as const,
  }));
  const target = { database: Number(source['remote_host_id']), schema, table };
  fillTable(civis, target, { columns, rowCount: rows }, 'drop');
  const report = `outcome,addresses\nstandardized,${standardized}\nunmatched,${rows - standardized}\n`;
  const file = addFile(civis, job.author, `${table}_report.csv`, Buffer.from(report), at);
  file.grants = structuredClone(job.grants);
  const outputs = civis.store.table(OUTPUTS);
  for (const [object_type, object_id, name, page] of [
    ['Table', job.id, `${schema}.${table}`, `/databases/${target.database}/schemas`],
    ['File', file.id, file.name, `/files/${file.id}`],
  ] as const) {
    const made = { created_at: file.created_at, object_type, object_id, name, page };
    outputs.insert({ id: outputs.nextId(), scope: String(run.id), ...made });
  }
}

function sourceOf({ source }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const table = isObject(source) ? source['database_table'] : undefined;
  return isObject(table) ? table : {};
}

/** Left out, the destination is a table beside the source. */
function destinationOf(
  { destination }: Readonly<Record<string, unknown>>,
  source: Record<string, unknown>,
): { schema: string; table: string } {
  const table = isObject(destination) ? destination['database_table'] : undefined;
  const given = isObject(table) ? table : {};
  return {
    schema: String(given['schema'] ?? source['schema']),
    table: String(given['table'] ?? `${source['table']}_cass`),
  };
}
