import type { OperationDefinition } from '../define-operation.ts';
import { lazy } from '../lazy.ts';
import { flag, int, list, oneOf, permissionLevels, text } from '../parameters.ts';
import type { Mount } from './mount.ts';

const named = [{ id: 'int', name: 'text' }] as const;
const principals = { users: named, groups: named } as const;

/** The users and groups with each permission: the response of the operations that list and grant them. */
const sharesShape = {
  readers: principals,
  writers: principals,
  owners: principals,
  total_user_shares: 'int',
  total_group_shares: 'int',
} as const;

const grant = lazy(() => ({
  permission_level: oneOf(permissionLevels),
  share_email_body: text(),
  send_shared_email: flag(),
}));
const userGrant = lazy(() => ({ user_ids: list(int()), ...grant() }));
const groupGrant = lazy(() => ({ group_ids: list(int()), ...grant() }));

/** Five operations on the permissions of users and groups on an object. */
export function shareOperations({ path, noun }: Mount): OperationDefinition[] {
  return [
    {
      request: `GET ${path}/shares`,
      description: `List who can read, write or manage the ${noun}.`,
      returns: [sharesShape],
    },
    {
      request: `PUT ${path}/shares/users`,
      effect: 'share',
      description: `Set the permission of users on the ${noun}.`,
      body: userGrant,
      required: ['user_ids', 'permission_level'],
      returns: sharesShape,
    },
    {
      request: `DELETE ${path}/shares/users/{user_id}`,
      description: `Revoke a user's permission on the ${noun}.`,
    },
    {
      request: `PUT ${path}/shares/groups`,
      effect: 'share',
      description: `Set the permission of groups on the ${noun}.`,
      body: groupGrant,
      required: ['group_ids', 'permission_level'],
      returns: sharesShape,
    },
    {
      request: `DELETE ${path}/shares/groups/{group_id}`,
      description: `Revoke a group's permission on the ${noun}.`,
    },
  ];
}
