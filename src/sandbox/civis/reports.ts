import { toText } from '../../json.ts';
import type { Job } from '../state/entities.ts';
import type { Row } from '../state/table.ts';
import { findRow, mayRead } from './access-control.ts';
import { invalidResource, notFound } from './civis-error.ts';
import { type CivisPlatform, type CivisRequest, type HandlerMap, isoTime } from './civis-platform.ts';
import { collectionConfig, storedFields } from './collection-config.ts';
import { createdResponse, createRow } from './collections.ts';
import { listResponse } from './list-responses.ts';
import { parseResourcePath } from './resource-paths.ts';
import { startRun } from './runs.ts';
import { serializeRow } from './serializers.ts';

const TABLEAU = 'ReportTypes::Tableau';
/** Milliseconds that Tableau takes for a refresh, at speed 1. */
const REFRESH_DURATION = 2_000;
const REFRESHES_PER_MONTH = 100;

/** Reports: HTML that people open, results of queries, and workbooks of Tableau. */
export function reportHandlers(civis: CivisPlatform): HandlerMap {
  const find = (request: CivisRequest, path: string, needed: 'read' | 'write') =>
    findRow(civis, parseResourcePath(path), request.path, request.caller, needed);
  return {
    'GET /reports': (request) => {
      const types = toText(request.query['type']).split(',');
      const isListed = ({ type }: Row) =>
        request.query['type'] === undefined || types.includes(type === TABLEAU ? 'tableau' : 'other');
      return listResponse(civis, request, 'reports', civis.store.table('reports').all(), isListed);
    },
    'POST /reports': (request) => {
      requireJob(civis, request, request.body['script_id']);
      return createdResponse(civis, request, createRow(civis, request, newCode(civis, request)));
    },
    'PATCH /reports/{id}': (request) => {
      const row = find(request, '/reports/{id}', 'write');
      requireJob(civis, request, request.body['script_id']);
      const settings = storedFields(collectionConfig('reports'), request.body);
      Object.assign(row, settings, newCode(civis, request), { updated_at: isoTime(civis.now()) });
      return { value: serializeRow(civis, 'reports', row) };
    },
    'POST /reports/{id}/grants': (request) => {
      const row = find(request, '/reports/{id}', 'write');
      const key = civis.random.string(32, '0123456789abcdef');
      Object.assign(row, { api_key: key, api_key_id: row.id });
      return { value: serializeRow(civis, 'reports', row), status: 200 };
    },
    'DELETE /reports/{id}/grants': (request) => {
      Object.assign(find(request, '/reports/{id}', 'write'), { api_key: null, api_key_id: null });
      return {};
    },
    'POST /reports/{id}/refresh': (request) => {
      const row = find(request, '/reports/{id}', 'write');
      if (row['type'] !== TABLEAU) throw invalidResource('Only reports of Tableau can be refreshed.');
      const used = Number(row['refreshes'] ?? 0) + 1;
      const refreshed_at = isoTime(civis.now() + REFRESH_DURATION / civis.speed);
      Object.assign(row, { refreshes: used, viz_updated_at: refreshed_at });
      return { value: refreshStarted(row, used), status: 202 };
    },
    'GET /reports/{id}/refresh/{job_id}': (request) => {
      const row = find(request, '/reports/{id}', 'read');
      const job_id = toText(request.path['job_id']);
      const number = Number(job_id.split('-').at(-1));
      if (job_id !== refreshId(row, number) || !(number <= Number(row['refreshes']))) throw notFound();
      const isRunning = Date.parse(toText(row['viz_updated_at'])) > civis.now();
      const state = isRunning && number === row['refreshes'] ? 'running' : 'succeeded';
      return { value: { job_id, state } };
    },
    'POST /reports/sql': (request) => {
      requireQuery(civis, request.body['query_id']);
      return createdResponse(civis, request, createRow(civis, request));
    },
    'PATCH /reports/sql/{id}': (request) => {
      const row = find(request, '/reports/sql/{id}', 'write');
      if (request.body['query_id'] !== undefined) requireQuery(civis, request.body['query_id']);
      Object.assign(row, request.body, { updated_at: isoTime(civis.now()) });
      return { value: serializeRow(civis, 'reports/sql', row) };
    },
    'POST /reports/sql/{id}/refresh': (request) => {
      const row = find(request, '/reports/sql/{id}', 'write');
      startRun(civis, requireQuery(civis, row['query_id']), civis.now());
      return { value: serializeRow(civis, 'reports/sql', row), status: 202 };
    },
  };
}

/** The code of a report is kept beside it; the platform shows a link to it. */
function newCode({ objectStore, now }: CivisPlatform, { body }: CivisRequest): Record<string, unknown> {
  const { code_body: code } = body;
  if (code === undefined) return {};
  return {
    code_key: objectStore.create('report.html', Buffer.from(toText(code))),
    viz_updated_at: isoTime(now()),
  };
}

function requireJob({ store }: CivisPlatform, { caller }: CivisRequest, id: unknown): void {
  if (id === undefined) return;
  const job = store.jobs.get(Number(id));
  if (job === undefined || !mayRead(job, caller))
    throw invalidResource(`Script ${Number(id)} does not exist.`);
}

function requireQuery({ store }: CivisPlatform, id: unknown): Job {
  const job = store.jobs.get(Number(id));
  if (job?.kind === 'queries') return job;
  throw invalidResource(`Query ${Number(id)} does not exist.`);
}

function refreshStarted(row: Row, used: number): Record<string, unknown> {
  return {
    id: row.id,
    tableau_refresh_job_id: refreshId(row, used),
    organization: {
      id: 41,
      tableau_refresh_usage: used,
      tableau_refresh_limit: REFRESHES_PER_MONTH,
      tableau_refresh_history: [],
    },
  };
}

function refreshId({ id }: Row, number: number): string {
  return `refresh-${id}-${number}`;
}
