import type { Grants, PermissionLevel } from '../records.ts';
import type { Row } from '../table.ts';
import { findRow, NEEDED } from './access.ts';
import { invalidResource, notFound } from './errors.ts';
import { placeOf } from './places.ts';
import type { Civis, CivisCall, Family } from './platform.ts';

const PATH = /^(?<mount>.+)\/shares(?:\/(?<holders>users|groups)(?:\/\{(?<token>\w+)\})?)?$/;

const ROLES: Readonly<Record<string, PermissionLevel>> = {
  readers: 'read',
  writers: 'write',
  owners: 'manage',
};

/** Who may read, write or manage an object; a level moves its holder, as each holds one level only. */
export const shares: Family = (civis, { path }) => {
  const { mount, holders, token } = PATH.exec(path)?.groups ?? {};
  if (mount === undefined) return undefined;
  const find = ({ operation, path: ids, caller }: CivisCall) =>
    findRow(civis, placeOf(mount), ids, caller, NEEDED[operation.effect]);
  if (holders !== 'users' && holders !== 'groups') {
    return (call) => ({ value: [describe(civis, find(call))] });
  }
  return (call) => {
    const row = find(call);
    if (token !== undefined) revoke(row, holders, Number(call.path[token]));
    else grant(civis, row, holders, call.body);
    return { value: describe(civis, row) };
  };
};

function revoke(row: Row, holders: keyof Grants, id: number): void {
  if (!grantsOf(row)[holders].delete(id))
    throw notFound(`Nothing is shared with ${holders.slice(0, -1)} ${id}.`);
}

function grant(civis: Civis, row: Row, holders: keyof Grants, body: CivisCall['body']): void {
  const ids = body[holders === 'users' ? 'user_ids' : 'group_ids'] as number[];
  const unknown = ids.filter((id) => civis.store[holders].get(id) === undefined);
  if (unknown.length > 0) throw invalidResource(`There are no ${holders} with the id ${unknown.join(', ')}.`);
  for (const id of ids) grantsOf(row)[holders].set(id, body['permission_level'] as PermissionLevel);
}

function describe({ store }: Civis, row: Row): Record<string, unknown> {
  const { users, groups } = grantsOf(row);
  const named = (holders: keyof Grants, level: PermissionLevel) =>
    [...grantsOf(row)[holders]]
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

function grantsOf(row: Row): Grants {
  return row['grants'] as Grants;
}
