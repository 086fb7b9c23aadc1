import type { Effect } from '../../tools/effect.ts';
import type { Grants, PermissionLevel, User } from '../state/entities.ts';
import type { Row, Table } from '../state/table.ts';
import { forbidden, notFound } from './civis-error.ts';
import type { CivisPlatform } from './civis-platform.ts';
import { isInCollection, isPartOfTable, type ResourcePath, tableNameOf } from './resource-paths.ts';

/** The permission that an operation of each effect requires on an object. */
export const REQUIRED_LEVELS: Readonly<Record<Effect, PermissionLevel>> = {
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

const LEVEL_RANKS: Readonly<Record<PermissionLevel, number>> = { read: 1, write: 2, manage: 3 };

/** Initial grants of an object: its author manages it. */
export function createGrants(author: User, groups: Iterable<[number, PermissionLevel]> = []): Grants {
  return { users: new Map([[author.id, 'manage']]), groups: new Map(groups) };
}

/** The highest level that a user has, directly or through a group; undefined for none. */
export function permissionLevelOf(row: Row, user: User): PermissionLevel | undefined {
  const grants = row['grants'] as Grants | undefined;
  let highest = grants?.users.get(user.id);
  for (const groupId of user.teams) {
    const level = grants?.groups.get(groupId);
    if (level !== undefined && !includesLevel(highest, level)) highest = level;
  }
  return highest;
}

/** Whether a user has any level at all. */
export function mayRead(row: Row, user: User): boolean {
  const grants = row['grants'] as Grants | undefined;
  if (grants === undefined) return false;
  return grants.users.has(user.id) || user.teams.some((groupId) => grants.groups.has(groupId));
}

export function includesLevel(held: PermissionLevel | undefined, needed: PermissionLevel): boolean {
  return held !== undefined && LEVEL_RANKS[held] >= LEVEL_RANKS[needed];
}

/** A collection that a request addresses. */
export interface ResolvedCollection {
  readonly table: Table;
  readonly tableName: string;
  /** Ids of the objects that the collection belongs to. */
  readonly scope: string;
  /** Whether a row of that scope is in the collection, as the table of jobs holds several; undefined: all are. */
  readonly contains: ((row: Row) => boolean) | undefined;
}

/**
 * Finds the collection of a path. Throws 404 if the caller may not see an object on the way there, 403 if
 * they lack permission on the object that the collection belongs to.
 */
export function resolveCollection(
  civis: CivisPlatform,
  resourcePath: ResourcePath,
  path: Readonly<Record<string, unknown>>,
  caller: User,
  needed: PermissionLevel,
): ResolvedCollection {
  const { jobCollections } = civis.collections;
  const tableName = tableNameOf(resourcePath.collection, jobCollections);
  const ids = resourcePath.owners.map(({ collection, idParameter }, depth) => {
    const owner = { collection, idParameter, owners: resourcePath.owners.slice(0, depth) };
    return findRow(civis, owner, path, caller, requiredLevelOnOwner(needed)).id;
  });
  const scope = ids.join('/');
  const { collection } = resourcePath;
  const contains = isPartOfTable(collection, tableName)
    ? (row: Row) => isInCollection(row, collection)
    : undefined;
  return { table: civis.store.table(tableName), tableName, scope, contains };
}

/** Finds the object of a path. Throws 404 if the caller may not see it, 403 if they lack the permission. */
export function findRow(
  civis: CivisPlatform,
  resourcePath: ResourcePath,
  path: Readonly<Record<string, unknown>>,
  caller: User,
  needed: PermissionLevel,
): Row {
  const { table, tableName, scope, contains } = resolveCollection(civis, resourcePath, path, caller, needed);
  const key = path[resourcePath.idParameter ?? ''];
  const row =
    typeof key === 'number' ? table.get(key) : table.inScope(scope).find((each) => each['slug'] === key);
  if (row === undefined || contains?.(row) === false) throw notFound();
  // Tables of a database are served on their own, too.
  if (row.scope !== scope && resourcePath.owners.length > 0) throw notFound();
  if (hasExpired(row, civis.now())) throw notFound();
  if (!civis.collections.shareableTables.has(tableName)) return row;
  const held = permissionLevelOf(row, caller);
  if (held === undefined) throw notFound();
  if (!includesLevel(held, needed))
    throw forbidden(`This requires ${needed} permission on the object; you have ${held}.`);
  return row;
}

/** Permission to write an object extends to everything that belongs to it. */
function requiredLevelOnOwner(needed: PermissionLevel): PermissionLevel {
  return needed === 'read' ? 'read' : 'write';
}

/** Expired files are not found any more. */
function hasExpired({ expires_at: moment }: Row, now: number): boolean {
  return typeof moment === 'string' && Date.parse(moment) <= now;
}
