import type { Operation } from '../../tools/operation.ts';
import { isListShape } from '../../tools/shape.ts';
import type { Job, User } from '../state/entities.ts';
import type { Row } from '../state/table.ts';
import { createGrants, findRow, REQUIRED_LEVELS, resolveCollection } from './access-control.ts';
import { collectionFull } from './civis-error.ts';
import {
  type CivisPlatform,
  type CivisRequest,
  type CivisResponse,
  type Handler,
  isoTime,
} from './civis-platform.ts';
import { type CollectionConfig, collectionConfig, storedFields } from './collection-config.ts';
import { listResponse } from './list-responses.ts';
import { parseResourcePath, type ResourcePath, tableNameOf } from './resource-paths.ts';
import { scheduleNextRun } from './schedules.ts';
import { serializeRow } from './serializers.ts';

/** Rows that a table can hold: everything is in memory, and the id ranges of tables must not overlap. */
const MAX_ROWS = 100_000;

/** The default handler of an operation on a collection: create, list, read, replace, update or delete. */
export function collectionHandler(civis: CivisPlatform, operation: Operation): Handler {
  const resourcePath = parseResourcePath(operation.path);
  if (resourcePath.idParameter !== null) return (request) => objectResponse(civis, request, resourcePath);
  if (civis.collections.isCreate(operation))
    return (request) => createdResponse(civis, request, createRow(civis, request));
  if (isListShape(operation.returns)) return (request) => listRows(civis, request);
  return (request) => subresourceResponse(civis, request, resourcePath);
}

function listRows(civis: CivisPlatform, request: CivisRequest): CivisResponse {
  const resourcePath = parseResourcePath(request.operation.path);
  const found = resolveCollection(civis, resourcePath, request.path, request.caller, 'read');
  return listResponse(civis, request, found.tableName, found.table.inScope(found.scope), found.contains);
}

/** The response that returns a new object, with the status of its collection. */
export function createdResponse(civis: CivisPlatform, { operation }: CivisRequest, row: Row): CivisResponse {
  const { collection } = parseResourcePath(operation.path);
  return {
    value: serializeRow(civis, collection, row),
    status: collectionConfig(collection).createdStatus ?? 201,
  };
}

/** Adds a row with the body's fields; its author is the caller. */
export function createRow(
  civis: CivisPlatform,
  request: CivisRequest,
  fields: Readonly<Record<string, unknown>> = {},
): Row {
  const resourcePath = parseResourcePath(request.operation.path);
  const { scope } = resolveCollection(civis, resourcePath, request.path, request.caller, 'write');
  const { collection } = resourcePath;
  const body = storedFields(collectionConfig(collection), request.body);
  return insertRow(civis, collection, scope, request.caller, { ...body, ...fields });
}

/** Adds a row with the defaults of its collection and these fields. */
export function insertRow(
  civis: CivisPlatform,
  collection: string,
  scope: string,
  author: User,
  fields: Readonly<Record<string, unknown>>,
): Row {
  const tableName = tableNameOf(collection, civis.collections.jobCollections);
  const table = civis.store.table(tableName);
  if (table.size >= MAX_ROWS) throw collectionFull();
  const isJob = tableName === 'jobs';
  const row = table.insert({
    ...newObjectFields(civis, author),
    ...(isJob ? newJobFields(collection) : {}),
    ...collectionConfig(collection).defaults,
    ...fields,
    id: table.nextId(),
    scope,
  });
  if (isJob) scheduleNextRun(civis, row as Job, civis.now());
  return row;
}

/** Types of the jobs in each collection. */
const JOB_TYPES_BY_COLLECTION: Readonly<Record<string, string>> = {
  imports: 'JobTypes::Import',
  'imports/files': 'JobTypes::Import',
  'enhancements/cass-ncoa': 'JobTypes::CassNcoa',
  'media/optimizations': 'JobTypes::MediaOptimization',
  models: 'JobTypes::Build',
  queries: 'JobTypes::Query',
  'scripts/sql': 'JobTypes::SqlRunner',
  'scripts/python3': 'JobTypes::PythonDocker',
  'scripts/r': 'JobTypes::RDocker',
  'scripts/javascript': 'JobTypes::JavascriptRunner',
  'scripts/dbt': 'JobTypes::Dbt',
  'scripts/containers': 'JobTypes::ContainerDocker',
  // A template's script is run in a container, whatever its code is.
  'scripts/custom': 'JobTypes::ContainerDocker',
};

/** Initial fields of a job. */
function newJobFields(kind: string): Record<string, unknown> {
  return {
    kind,
    type: JOB_TYPES_BY_COLLECTION[kind],
    state: 'idle',
    last_run: null,
    runs: [],
    parent_id: null,
    trouble: null,
    next_run_at: null,
  };
}

/** Initial fields of any object. */
function newObjectFields(civis: CivisPlatform, author: User): Record<string, unknown> {
  const now = isoTime(civis.now());
  return {
    author,
    user: author,
    running_as: author,
    created_at: now,
    updated_at: now,
    hidden: false,
    archived: false,
    projects: new Set(),
    grants: createGrants(author),
  };
}

function objectResponse(
  civis: CivisPlatform,
  request: CivisRequest,
  resourcePath: ResourcePath,
): CivisResponse {
  const { operation, path, caller } = request;
  const needed = REQUIRED_LEVELS[operation.effect];
  const row = findRow(civis, resourcePath, path, caller, needed);
  if (operation.verb === 'DELETE')
    resolveCollection(civis, resourcePath, path, caller, needed).table.delete(row);
  else updateRow(civis, request, row, collectionConfig(resourcePath.collection));
  return { value: serializeRow(civis, resourcePath.collection, row) };
}

/** A path below an object that is not a collection: a part of the object that is read or updated on its own. */
function subresourceResponse(
  civis: CivisPlatform,
  request: CivisRequest,
  resourcePath: ResourcePath,
): CivisResponse {
  const owner = resourcePath.owners.at(-1);
  if (owner === undefined) return { value: request.body };
  const object = { ...owner, owners: resourcePath.owners.slice(0, -1) };
  const row = findRow(civis, object, request.path, request.caller, REQUIRED_LEVELS[request.operation.effect]);
  updateRow(civis, request, row, {});
  return { value: row };
}

function updateRow(
  civis: CivisPlatform,
  { operation, body }: CivisRequest,
  row: Row,
  config: CollectionConfig,
): void {
  if (operation.verb === 'GET') return;
  const reset = operation.verb === 'PUT' ? resetFields(operation, config) : {};
  const now = civis.now();
  Object.assign(row, reset, storedFields(config, body), { updated_at: isoTime(now) });
  const isJob = civis.store.jobs.get(row.id) === row;
  if (isJob && ('schedule' in body || operation.verb === 'PUT')) scheduleNextRun(civis, row as Job, now);
}

/** Values of the fields that a replacement does not name. */
function resetFields({ params }: Operation, config: CollectionConfig): Record<string, unknown> {
  const { keptOnReplace = [] } = config;
  const replaced = params.filter(
    ({ in: location, name }) => location === 'body' && !keptOnReplace.includes(name),
  );
  const emptyFields = replaced.map(({ name }) => [name, null]);
  return { ...storedFields(config, Object.fromEntries(emptyFields)), ...config.defaults };
}
