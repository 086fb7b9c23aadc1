import { isObject, toText } from '../../json.ts';
import type { Operation } from '../../tools/operation.ts';
import type { Job, Run } from '../state/entities.ts';
import { findRow } from './access-control.ts';
import { notFound } from './civis-error.ts';
import type { CivisPlatform, CivisRequest, HandlerMap } from './civis-platform.ts';
import { collectionHandler, createdResponse, createRow } from './collections.ts';
import { loadRows } from './database-tables.ts';
import { addFile } from './files.ts';
import { listResponse } from './list-responses.ts';
import { requireCredential, requireDatabase } from './reference-checks.ts';
import { parseResourcePath } from './resource-paths.ts';
import type { RunExecutor } from './runs.ts';

const BASE_PATH = '/enhancements/cass-ncoa';
const DEFAULT_COLUMN_MAPPING = {
  address1: 'address1',
  address2: 'address2',
  city: 'city',
  state: 'state',
  zip: 'zip',
};
const OUTPUTS = 'enhancements/outputs';

/** Address standardization (CASS/NCOA), and the outputs of its runs. */
export function enhancementHandlers(civis: CivisPlatform, operations: readonly Operation[]): HandlerMap {
  const replaceOperation = operations.find(
    ({ verb, path }) => verb === 'PUT' && path === `${BASE_PATH}/{id}`,
  );
  return {
    [`POST ${BASE_PATH}`]: (request) =>
      createdResponse(civis, request, createRow(civis, request, completedFields(civis, request))),
    ...(replaceOperation && {
      [`PUT ${BASE_PATH}/{id}`]: (request: CivisRequest) => {
        const body = { ...request.body, ...completedFields(civis, request) };
        return collectionHandler(civis, replaceOperation)({ ...request, body });
      },
    }),
    [`GET ${BASE_PATH}/{id}/runs/{run_id}/outputs`]: (request) => {
      const run = findEnhancementRun(civis, request);
      return listResponse(civis, request, OUTPUTS, civis.store.table(OUTPUTS).inScope(String(run.id)));
    },
  };
}

/** Fields that the platform completes: the destination and the column mapping. Throws 422 for unknown hosts. */
function completedFields(civis: CivisPlatform, { body, caller }: CivisRequest): Record<string, unknown> {
  const table = sourceTable(body);
  requireDatabase(civis, table['remote_host_id']);
  requireCredential(civis, caller, table['credential_id']);
  const destination = { database_table: destinationTable(body, table) };
  return { destination, column_mapping: body['column_mapping'] ?? DEFAULT_COLUMN_MAPPING };
}

function findEnhancementRun(civis: CivisPlatform, { path, caller }: CivisRequest): Run {
  const job = findRow(civis, parseResourcePath(`${BASE_PATH}/{id}`), path, caller, 'read');
  const run = civis.store.runs.get(Number(path['run_id']));
  if (run === undefined || run.scope !== String(job.id)) throw notFound();
  return run;
}

/** Runs write a table with the standardized addresses, and a report. */
export function enhancementExecutor(civis: CivisPlatform): RunExecutor {
  return { applyResults: (job, run, at) => storeAddressOutputs(civis, job, run, at) };
}

/** Writes the outputs of a run. */
export function storeAddressOutputs(civis: CivisPlatform, job: Job, run: Run, at: number): void {
  const source = sourceTable(job);
  const { schema, table } = destinationTable(job, source);
  const rows = civis.random.integer(900, 1_400);
  const standardized = Math.round(rows * civis.random.between(0.93, 0.98));
  const columns = ['address1', 'address2', 'city', 'state', 'zip'].map((name) => ({
    name,
    type: 'text' as const,
  }));
  const target = { database: Number(source['remote_host_id']), schema, table };
  loadRows(civis, target, { columns, rows }, 'drop');
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

function sourceTable({ source }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const table = isObject(source) ? source['database_table'] : undefined;
  return isObject(table) ? table : {};
}

/** By default, the destination is a table beside the source. */
function destinationTable(
  { destination }: Readonly<Record<string, unknown>>,
  source: Record<string, unknown>,
): { schema: string; table: string } {
  const table = isObject(destination) ? destination['database_table'] : undefined;
  const given = isObject(table) ? table : {};
  return {
    schema: toText(given['schema'] ?? source['schema']),
    table: toText(given['table'] ?? `${toText(source['table'])}_cass`),
  };
}
