import type { Operation } from '../../tools/operation.ts';
import { isListShape } from '../../tools/wire.ts';
import type { Job, User } from '../records.ts';
import type { Row } from '../table.ts';
import { findCollection, findRow, grantsOf, NEEDED } from './access.ts';
import { full } from './errors.ts';
import { answerList } from './lists.ts';
import { type Place, placeOf, tableOf } from './places.ts';
import { type Civis, type CivisAnswer, type CivisCall, type Handler, isoTime } from './platform.ts';
import { planNextRun } from './schedules.ts';
import { storedFields, type Traits, traitsOf } from './traits.ts';
import { shown } from './views.ts';

/** Rows that a table takes: everything is in memory, and ids of different tables must not meet. */
const MOST_ROWS = 100_000;

/** What every collection does: create, list, read, replace, change and delete. */
export function collectionHandler(civis: Civis, operation: Operation): Handler {
  const place = placeOf(operation.path);
  if (place.token !== null) return (call) => answerObject(civis, call, place);
  if (civis.mounts.creates(operation)) return (call) => answerCreated(civis, call, create(civis, call));
  if (isListShape(operation.returns)) return (call) => list(civis, call);
  return (call) => answerPart(civis, call, place);
}

function list(civis: Civis, call: CivisCall): CivisAnswer {
  const place = placeOf(call.operation.path);
  const found = findCollection(civis, place, call.path, call.caller, 'read');
  return answerList(civis, call, found.tableName, found.table.inScope(found.scope), found.holds);
}

/** A new object with the status that its collection answers. */
export function answerCreated(civis: Civis, { operation }: CivisCall, row: Row): CivisAnswer {
  const { collection } = placeOf(operation.path);
  return { value: shown(civis, collection, row), status: traitsOf(collection).created ?? 201 };
}

/** Adds a row with the body's fields, made by the caller now. */
export function create(civis: Civis, call: CivisCall, fields: Readonly<Record<string, unknown>> = {}): Row {
  const place = placeOf(call.operation.path);
  const { scope } = findCollection(civis, place, call.path, call.caller, 'write');
  const { collection } = place;
  const body = storedFields(traitsOf(collection), call.body);
  return insert(civis, collection, scope, call.caller, { ...body, ...fields });
}

/** Adds a row to a collection: what a new object has there, and these fields. */
export function insert(
  civis: Civis,
  collection: string,
  scope: string,
  author: User,
  fields: Readonly<Record<string, unknown>>,
): Row {
  const tableName = tableOf(collection, civis.mounts.jobKinds);
  const table = civis.store.table(tableName);
  if (table.size >= MOST_ROWS) throw full();
  const isJob = tableName === 'jobs';
  const row = table.insert({
    ...blank(civis, author),
    ...(isJob ? blankJob(collection) : {}),
    ...traitsOf(collection).defaults,
    ...fields,
    id: table.nextId(),
    scope,
  });
  if (isJob) planNextRun(civis, row as Job, civis.now());
  return row;
}

/** What the platform calls jobs, by their homes. */
const JOB_TYPES: Readonly<Record<string, string>> = {
  imports: 'JobTypes::Import',
  'imports/files': 'JobTypes::Import',
  'enhancements/cass-ncoa': 'JobTypes::CassNcoa',
  'media/optimizations': 'JobTypes::MediaOptimization',
  models: 'JobTypes::Build',
};

/** What every job has that nobody said anything about. */
export function blankJob(kind: string): Record<string, unknown> {
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

/** What a new object has before anyone says more about it. */
function blank(civis: Civis, author: User): Record<string, unknown> {
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
    grants: grantsOf(author),
  };
}

function answerObject(civis: Civis, call: CivisCall, place: Place): CivisAnswer {
  const { operation, path, caller } = call;
  const needed = NEEDED[operation.effect];
  const row = findRow(civis, place, path, caller, needed);
  if (operation.verb === 'DELETE') findCollection(civis, place, path, caller, needed).table.delete(row);
  else change(civis, call, row, traitsOf(place.collection));
  return { value: shown(civis, place.collection, row) };
}

/** A path below an object that is no collection: a part of the object, read or changed on its own. */
function answerPart(civis: Civis, call: CivisCall, place: Place): CivisAnswer {
  const owner = place.owners.at(-1);
  if (owner === undefined) return { value: call.body };
  const object = { ...owner, owners: place.owners.slice(0, -1) };
  const row = findRow(civis, object, call.path, call.caller, NEEDED[call.operation.effect]);
  change(civis, call, row, {});
  return { value: row };
}

function change(civis: Civis, { operation, body }: CivisCall, row: Row, traits: Traits): void {
  if (operation.verb === 'GET') return;
  const reset = operation.verb === 'PUT' ? emptied(operation, traits) : {};
  const now = civis.now();
  Object.assign(row, reset, storedFields(traits, body), { updated_at: isoTime(now) });
  const isJob = civis.store.jobs.get(row.id) === row;
  if (isJob && ('schedule' in body || operation.verb === 'PUT')) planNextRun(civis, row as Job, now);
}

/** Attributes that a replacement leaves out are reset. */
function emptied({ params }: Operation, traits: Traits): Record<string, unknown> {
  const { kept = [] } = traits;
  const given = params.filter(({ in: place, name }) => place === 'body' && !kept.includes(name));
  const names = given.map(({ name }) => [name, null]);
  return { ...storedFields(traits, Object.fromEntries(names)), ...traits.defaults };
}
