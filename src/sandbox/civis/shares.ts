import type { Grants, PermissionLevel } from '../state/entities.ts';
import type { Row } from '../state/table.ts';
import { findRow, REQUIRED_LEVELS } from './access-control.ts';
import { invalidResource, notFound } from './civis-error.ts';
import type { CivisPlatform, CivisRequest, HandlerFactory } from './civis-platform.ts';
import { parseResourcePath } from './resource-paths.ts';

const PATH = /^(?<basePath>.+)\/shares(?:\/(?<holders>users|groups)(?:\/\{(?<idParameter>\w+)\})?)?$/;

const ROLES: Readonly<Record<string, PermissionLevel>> = {
  readers: 'read',
  writers: 'write',
  owners: 'manage',
};

/** Reads and changes an object's permissions; a user or group has one level, which a new one replaces. */
export const shareHandler: HandlerFactory = (civis, { path }) => {
  const { basePath, holders, idParameter } = PATH.exec(path)?.groups ?? {};
  if (basePath === undefined) return undefined;
  const findSharedRow = ({ operation, path: ids, caller }: CivisRequest) =>
    findRow(civis, parseResourcePath(basePath), ids, caller, REQUIRED_LEVELS[operation.effect]);
  if (holders !== 'users' && holders !== 'groups') {
    return (request) => ({ value: [sharesSummary(civis, findSharedRow(request))] });
  }
  return (request) => {
    const row = findSharedRow(request);
    if (idParameter !== undefined) revoke(row, holders, Number(request.path[idParameter]));
    else grant(civis, row, holders, request.body);
    return { value: sharesSummary(civis, row) };
  };
};

function revoke(row: Row, holders: keyof Grants, id: number): void {
  if (!rowGrants(row)[holders].delete(id))
    throw notFound(`The object is not shared with ${holders.slice(0, -1)} ${id}.`);
}

function grant(civis: CivisPlatform, row: Row, holders: keyof Grants, body: CivisRequest['body']): void {
  const ids = body[holders === 'users' ? 'user_ids' : 'group_ids'] as number[];
  const unknown = ids.filter((id) => civis.store[holders].get(id) === undefined);
  if (unknown.length > 0) throw invalidResource(`Unknown ${holders}: ${unknown.join(', ')}.`);
  for (const id of ids) rowGrants(row)[holders].set(id, body['permission_level'] as PermissionLevel);
}

function sharesSummary({ store }: CivisPlatform, row: Row): Record<string, unknown> {
  const { users, groups } = rowGrants(row);
  const named = (holders: keyof Grants, level: PermissionLevel) =>
    [...rowGrants(row)[holders]]
      .filter(([, held]) => held === level)
      .map(([id]) => ({ id, name: store[holders].get(id)?.name }));
  const roles = Object.entries(ROLES).map(([role, level]) => [
    role,
    { users: named('users', level), groups: named('groups', level) },
  ]);
  return {
    ...Object.fromEntries(roles),
    total_user_shares: users.size,
    total_group_shares: groups.size,
  };
}

function rowGrants(row: Row): Grants {
  return row['grants'] as Grants;
}
