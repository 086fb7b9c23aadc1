import type { Operation } from '../../tools/operation.ts';
import { isListShape } from '../../tools/wire.ts';
import type { Job, User } from '../records.ts';
import type { Row } from '../table.ts';
import { createGrants, findRow, REQUIRED_LEVELS, resolveCollection } from './access.ts';
import { collectionFull } from './errors.ts';
import { listResponse } from './lists.ts';
import { parseResourcePath, type ResourcePath, tableNameOf } from './places.ts';
import {
  type CivisPlatform,
  type CivisRequest,
  type CivisResponse,
  type Handler,
  isoTime,
} from './platform.ts';
import { scheduleNextRun } from './schedules.ts';
import { type CollectionConfig, collectionConfig, storedFields } from './traits.ts';
import { serialize } from './views.ts';

/** Rows that a table can hold: everything is in memory, and the id ranges of tables must not overlap. */
const MAX_ROWS = 100_000;

/** The default handler of an operation on a collection: create, list, read, replace, update or delete. */
export function collectionHandler(civis: CivisPlatform, operation: Operation): Handler {
  const place = parseResourcePath(operation.path);
  if (place.token !== null) return (call) => objectResponse(civis, call, place);
  if (civis.collections.isCreate(operation))
    return (call) => createdResponse(civis, call, createRow(civis, call));
  if (isListShape(operation.returns)) return (call) => listRows(civis, call);
  return (call) => subresourceResponse(civis, call, place);
}

function listRows(civis: CivisPlatform, call: CivisRequest): CivisResponse {
  const place = parseResourcePath(call.operation.path);
  const found = resolveCollection(civis, place, call.path, call.caller, 'read');
  return listResponse(civis, call, found.tableName, found.table.inScope(found.scope), found.contains);
}

/** The response that returns a new object, with the status of its collection. */
export function createdResponse(civis: CivisPlatform, { operation }: CivisRequest, row: Row): CivisResponse {
  const { collection } = parseResourcePath(operation.path);
  return {
    value: serialize(civis, collection, row),
    status: collectionConfig(collection).createdStatus ?? 201,
  };
}

/** Adds a row with the body's fields; its author is the caller. */
export function createRow(
  civis: CivisPlatform,
  call: CivisRequest,
  fields: Readonly<Record<string, unknown>> = {},
): Row {
  const place = parseResourcePath(call.operation.path);
  const { scope } = resolveCollection(civis, place, call.path, call.caller, 'write');
  const { collection } = place;
  const body = storedFields(collectionConfig(collection), call.body);
  return insertRow(civis, collection, scope, call.caller, { ...body, ...fields });
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
const JOB_TYPES: Readonly<Record<string, string>> = {
  imports: 'JobTypes::Import',
  'imports/files': 'JobTypes::Import',
  'enhancements/cass-ncoa': 'JobTypes::CassNcoa',
  'media/optimizations': 'JobTypes::MediaOptimization',
  models: 'JobTypes::Build',
};

/** Initial fields of a job. */
function newJobFields(kind: string): Record<string, unknown> {
  return {
    kind,
    type: JOB_TYPES[kind],
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

function objectResponse(civis: CivisPlatform, call: CivisRequest, place: ResourcePath): CivisResponse {
  const { operation, path, caller } = call;
  const needed = REQUIRED_LEVELS[operation.effect];
  const row = findRow(civis, place, path, caller, needed);
  if (operation.verb === 'DELETE') resolveCollection(civis, place, path, caller, needed).table.delete(row);
  else updateRow(civis, call, row, collectionConfig(place.collection));
  return { value: serialize(civis, place.collection, row) };
}

/** A path below an object that is not a collection: a part of the object that is read or updated on its own. */
function subresourceResponse(civis: CivisPlatform, call: CivisRequest, place: ResourcePath): CivisResponse {
  const owner = place.owners.at(-1);
  if (owner === undefined) return { value: call.body };
  const object = { ...owner, owners: place.owners.slice(0, -1) };
  const row = findRow(civis, object, call.path, call.caller, REQUIRED_LEVELS[call.operation.effect]);
  updateRow(civis, call, row, {});
  return { value: row };
}

function updateRow(
  civis: CivisPlatform,
  { operation, body }: CivisRequest,
  row: Row,
  traits: CollectionConfig,
): void {
  if (operation.verb === 'GET') return;
  const reset = operation.verb === 'PUT' ? resetFields(operation, traits) : {};
  const now = civis.now();
  Object.assign(row, reset, storedFields(traits, body), { updated_at: isoTime(now) });
  const isJob = civis.store.jobs.get(row.id) === row;
  if (isJob && ('schedule' in body || operation.verb === 'PUT')) scheduleNextRun(civis, row as Job, now);
}

/** Values of the fields that a replacement does not name. */
function resetFields({ params }: Operation, traits: CollectionConfig): Record<string, unknown> {
  const { keptOnReplace = [] } = traits;
  const replaced = params.filter(({ in: place, name }) => place === 'body' && !keptOnReplace.includes(name));
  const emptyFields = replaced.map(({ name }) => [name, null]);
  return { ...storedFields(traits, Object.fromEntries(emptyFields)), ...traits.defaults };
}
