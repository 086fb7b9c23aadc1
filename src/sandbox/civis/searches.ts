import { toText } from '../../json.ts';
import type { Job } from '../state/entities.ts';
import type { Row } from '../state/table.ts';
import { mayRead } from './access-control.ts';
import type { CivisPlatform, CivisRequest, HandlerMap } from './civis-platform.ts';
import { listResponse } from './list-responses.ts';
import { OBJECT_TYPES, SEARCHED_TABLES, typeOfObject } from './object-types.ts';

const DEFAULT_LIMIT = 10;

/** The search over objects of every type, and the one over the SQL of queries. */
export function searchHandlers(civis: CivisPlatform): HandlerMap {
  return {
    'GET /search': (request) => ({ value: [searchObjects(civis, request)] }),
    'GET /search/types': () => ({ value: OBJECT_TYPES.map((type) => ({ type })) }),
    'GET /search/queries': (request) =>
      listResponse(
        civis,
        request,
        'jobs',
        civis.store.jobs.all().map(describeQuery),
        (row, caller) => isFoundQuery(row, request.query) && mayRead(row, caller),
      ),
  };
}

function searchObjects({ store }: CivisPlatform, { query, caller }: CivisRequest) {
  const words = toText(query['query']).toLowerCase().split(/\s+/).filter(Boolean);
  const types = query['type'] === undefined ? OBJECT_TYPES : toText(query['type']).split(',');
  const archived = toText(query['archived'] ?? 'false');
  const found = SEARCHED_TABLES.flatMap((tableName) =>
    store
      .table(tableName)
      .all()
      // Tables of a database have no permissions of their own.
      .filter((row) => row['grants'] === undefined || mayRead(row, caller))
      .filter((row) => row['hidden'] !== true)
      .filter((row) => archived === 'all' || String(row['archived'] === true) === archived)
      .filter((row) => words.every((word) => toText(row['name']).toLowerCase().includes(word)))
      .map((row) => describeHit(row, typeOfObject(tableName, row).type)),
  )
    .filter(({ type }) => types.includes(type))
    .filter(({ owner }) => query['owner'] === undefined || owner === query['owner'])
    .filter(
      ({ last_run_state: state }) =>
        query['last_run_state'] === undefined || state === query['last_run_state'],
    )
    .sort((one, other) => (one.updated_at < other.updated_at ? 1 : -1));
  const offset = Number(query['offset'] ?? 0);
  const counts = OBJECT_TYPES.map((type) => [type, found.filter((hit) => hit.type === type).length] as const);
  return {
    total_results: found.length,
    aggregations: { type: Object.fromEntries(counts.filter(([, count]) => count > 0)) },
    results: found.slice(offset, offset + Number(query['limit'] ?? DEFAULT_LIMIT)),
  };
}

function describeHit(row: Row, type: string) {
  const { last_run: run = null } = row as Partial<Job>;
  const author = row['author'] as Row | undefined;
  return {
    score: 1,
    type,
    id: row.id,
    name: toText(row['name']),
    type_name: type,
    updated_at: toText(row['updated_at'] ?? row['data_updated_at'] ?? row['created_at']),
    owner: toText(author?.['name']),
    last_run_id: run?.id ?? null,
    last_run_state: run?.state ?? null,
    last_run_start: run?.started_at ?? null,
    last_run_finish: run?.finished_at ?? null,
    last_run_exception: run?.error ?? null,
  };
}

function describeQuery(job: Job): Row {
  const { id, scope, kind, author, archived, created_at, updated_at, last_run, grants } = job;
  const { sql, database, credential = null } = job as Row;
  const shown = { sql, database, credential, author_id: author.id, archived, created_at, updated_at };
  return { id, scope, kind, ...shown, last_run, last_run_started_at: last_run?.started_at, grants };
}

/** In the words that are searched, `?` and `*` stand for any text. */
function isFoundQuery(row: Row, query: CivisRequest['query']): boolean {
  if (row['kind'] !== 'queries') return false;
  const { search_string: words, state, started_before: before, started_after: after } = query;
  const run = row['last_run'] as Job['last_run'];
  const started = run?.started_at ?? null;
  return (
    (words === undefined || containsWords(toText(row['sql']).toLowerCase(), toText(words).toLowerCase())) &&
    (!Array.isArray(state) || state.includes(run?.state)) &&
    (before === undefined || (started !== null && started < toText(before))) &&
    (after === undefined || (started !== null && started > toText(after)))
  );
}

function containsWords(sql: string, words: string): boolean {
  let from = 0;
  return words.split(/[?*]/).every((part) => {
    const at = sql.indexOf(part, from);
    from = at + part.length;
    return at !== -1;
  });
}
