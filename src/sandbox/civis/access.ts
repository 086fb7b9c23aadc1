import type { Effect } from '../../tools/operation.ts';
import type { Grants, PermissionLevel, User } from '../records.ts';
import type { Row, Table } from '../table.ts';
import { forbidden, notFound } from './errors.ts';
import { isAtHome, type Place, tableOf } from './places.ts';
import type { Civis } from './platform.ts';

/** What one must be allowed to do with an object for an operation of that effect. */
export const NEEDED: Readonly<Record<Effect, PermissionLevel>> = {
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

const RANKS: Readonly<Record<PermissionLevel, number>> = { read: 1, write: 2, manage: 3 };

/** Grants that begin with the one who made the object. */
export function grantsOf(author: User, groups: Iterable<[number, PermissionLevel]> = []): Grants {
  return { users: new Map([[author.id, 'manage']]), groups: new Map(groups) };
}

/** The highest level that a person has, of their own or through a group; undefined for none. */
export function levelOf(row: Row, person: User): PermissionLevel | undefined {
  const grants = row['grants'] as Grants | undefined;
  let highest = grants?.users.get(person.id);
  for (const team of person.teams) {
    const level = grants?.groups.get(team);
    if (level !== undefined && !reaches(highest, level)) highest = level;
  }
  return highest;
}

/** Whether a person has any level at all. */
export function mayRead(row: Row, person: User): boolean {
  const grants = row['grants'] as Grants | undefined;
  if (grants === undefined) return false;
  return grants.users.has(person.id) || person.teams.some((team) => grants.groups.has(team));
}

export function reaches(held: PermissionLevel | undefined, needed: PermissionLevel): boolean {
  return held !== undefined && RANKS[held] >= RANKS[needed];
}

/** A collection as one caller finds it. */
export interface Found {
  readonly table: Table;
  readonly tableName: string;
  /** Ids of the objects that the collection belongs to. */
  readonly scope: string;
  /** Whether a row of that scope is in the collection: the table of jobs holds several; undefined: all are. */
  readonly holds: ((row: Row) => boolean) | undefined;
}

/**
 * Finds the collection that a path leads to: 404 where the way there is closed to the caller, 403 where
 * they may not do this with the object that the collection belongs to.
 */
export function findCollection(
  civis: Civis,
  place: Place,
  path: Readonly<Record<string, unknown>>,
  caller: User,
  needed: PermissionLevel,
): Found {
  const { jobKinds } = civis.mounts;
  const tableName = tableOf(place.collection, jobKinds);
  const ids = place.owners.map(({ collection, token }, depth) => {
    const owner = { collection, token, owners: place.owners.slice(0, depth) };
    return findRow(civis, owner, path, caller, ofOwner(needed)).id;
  });
  const scope = ids.join('/');
  const isPartly = tableName === 'jobs' && place.collection !== 'jobs';
  const holds = isPartly ? (row: Row) => isAtHome(row, place.collection) : undefined;
  return { table: civis.store.table(tableName), tableName, scope, holds };
}

/** Finds the object that a path leads to: 404 unless the caller may see it, 403 unless they may do this. */
export function findRow(
  civis: Civis,
  place: Place,
  path: Readonly<Record<string, unknown>>,
  caller: User,
  needed: PermissionLevel,
): Row {
  const { table, tableName, scope, holds } = findCollection(civis, place, path, caller, needed);
  const key = path[place.token ?? ''];
  const row =
    typeof key === 'number' ? table.get(key) : table.inScope(scope).find((each) => each['slug'] === key);
  if (row === undefined || row.scope !== scope || holds?.(row) === false) throw notFound();
  if (hasExpired(row, civis.now())) throw notFound();
  if (!civis.mounts.shared.has(tableName)) return row;
  const held = levelOf(row, caller);
  if (held === undefined) throw notFound();
  if (!reaches(held, needed)) throw forbidden(`You need ${needed} permission here and have ${held}.`);
  return row;
}

/** Whoever may write an object may do anything with its parts. */
function ofOwner(needed: PermissionLevel): PermissionLevel {
  return needed === 'read' ? 'read' : 'write';
}

/** Files are gone once their time has come. */
function hasExpired({ expires_at: moment }: Row, now: number): boolean {
  return typeof moment === 'string' && Date.parse(moment) <= now;
}
