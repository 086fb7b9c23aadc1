import type { Effect, Operation } from '../../tools/operation.ts';
import { isListShape } from '../../tools/wire.ts';
import type { Level, Person } from '../records.ts';
import type { Row } from '../store.ts';
import { findCollection, findRow, grantsOf } from './access.ts';
import { answerList } from './lists.ts';
import { homeOf, type Place, placeOf } from './places.ts';
import { type Civis, type CivisAnswer, type CivisCall, type Handler, isoTime } from './platform.ts';

/** What one must be allowed to do with an object for an operation of that effect. */
export const NEEDED: Readonly<Record<Effect, Level>> = {
  read: 'read',
  create: 'write',
  update: 'write',
  replace: 'write',
  run: 'write',
  cancel: 'write',
  archive: 'manage',
  share: 'manage',
  delete: 'manage',
};

/** What every collection does: create, list, read, replace, change and delete. */
export function collectionHandler(civis: Civis, operation: Operation): Handler {
  const place = placeOf(operation.path);
  if (place.token !== null) return (call) => answerObject(civis, call, place);
  if (civis.mounts.creates(operation)) return (call) => ({ value: create(civis, call), status: 201 });
  if (isListShape(operation.returns)) return (call) => list(civis, call);
  return (call) => answerPart(civis, call, place);
}

function list(civis: Civis, call: CivisCall): CivisAnswer {
  const found = findCollection(civis, placeOf(call.operation.path), call.path, call.caller);
  return answerList(civis, call, found.tableName, found.table.within(found.scope).filter(found.holds));
}

/** Adds a row with the body's fields, made by the caller now. */
export function create(civis: Civis, call: CivisCall, fields: Readonly<Record<string, unknown>> = {}): Row {
  const { collection } = placeOf(call.operation.path);
  const { table, tableName, scope } = findCollection(
    civis,
    placeOf(call.operation.path),
    call.path,
    call.caller,
  );
  const isJob = tableName === 'jobs';
  return table.insert({
    ...blank(civis, call.caller),
    ...(isJob ? blankJob(homeOf(collection, civis.mounts.jobKinds)) : {}),
    ...call.body,
    ...fields,
    id: table.nextId(),
    scope,
  });
}

/** What the platform calls jobs, by their homes. */
const JOB_TYPES: Readonly<Record<string, string>> = {
  imports: 'JobTypes::Import',
  'enhancements/cass-ncoa': 'JobTypes::CassNcoa',
  'media/optimizations': 'JobTypes::MediaOptimization',
  models: 'JobTypes::Build',
};

function blankJob(kind: string): Record<string, unknown> {
  return {
    kind,
    type: JOB_TYPES[kind],
    state: 'idle',
    last_run: null,
    runs: [],
    parent_id: null,
    trouble: null,
  };
}

/** What a new object has before anyone says more about it. */
function blank(civis: Civis, author: Person): Record<string, unknown> {
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
  const row = findRow(civis, place, path, caller, NEEDED[operation.effect]);
  if (operation.verb === 'DELETE') findCollection(civis, place, path, caller).table.delete(row);
  else change(civis, call, row);
  return { value: row };
}

/** A path below an object that is no collection: a part of the object, read or changed on its own. */
function answerPart(civis: Civis, call: CivisCall, place: Place): CivisAnswer {
  const owner = place.owners.at(-1);
  if (owner === undefined) return { value: call.body };
  const object = { ...owner, owners: place.owners.slice(0, -1) };
  const row = findRow(civis, object, call.path, call.caller, NEEDED[call.operation.effect]);
  change(civis, call, row);
  return { value: row };
}

function change(civis: Civis, { operation, body }: CivisCall, row: Row): void {
  if (operation.verb === 'GET') return;
  const reset = operation.verb === 'PUT' ? emptied(operation) : {};
  Object.assign(row, reset, body, { updated_at: isoTime(civis.now()) });
}

/** Attributes that a replacement leaves out are reset. */
function emptied({ params }: Operation): Record<string, null> {
  return Object.fromEntries(params.filter((param) => param.in === 'body').map(({ name }) => [name, null]));
}
