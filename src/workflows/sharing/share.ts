import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { isObject } from '../../json.ts';
import type { Arguments } from '../../tools/operation.ts';
import { int, list, oneOf, permissionLevels, record, text } from '../../tools/parameters.ts';
import { wasNotCalled } from '../../wording.ts';
import { quoteFirstLine } from '../quote-text.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { type Principal, parsePrincipals, resolveGroups, resolveUsers } from './resolve-principals.ts';

/** What can be shared, with the resource and the infix in the names of its share operations. */
export const SHAREABLE = {
  job: ['jobs', ''],
  file: ['files', ''],
  import: ['imports', ''],
  model: ['models', ''],
  notebook: ['notebooks', ''],
  credential: ['credentials', ''],
  cass_ncoa: ['enhancements', 'cass_ncoa_'],
  optimization: ['media', 'optimizations_'],
  spot_order: ['media', 'spot_orders_'],
} as const;

const SHAREABLE_NAMES = [
  'job',
  'file',
  'import',
  'model',
  'notebook',
  'credential',
  'cass_ncoa',
  'optimization',
  'spot_order',
] as const;

type ShareableName = (typeof SHAREABLE_NAMES)[number];
type Verb = 'list' | 'put' | 'delete';
type PrincipalType = 'users' | 'groups';

/** The name of an operation that lists, grants or revokes permissions on an object. */
export function shareOperationName(object: ShareableName, verb: Verb, principalType?: PrincipalType): string {
  const [resource, infix] = SHAREABLE[object];
  return `civis_${resource}_${verb}_${infix}shares${principalType === undefined ? '' : `_${principalType}`}`;
}

const grantFields = record({ id: int(), name: text(), level: oneOf(permissionLevels) });

export const share = defineWorkflow('civis', {
  name: 'share',
  description:
    'Grant users and groups a permission on an object, or revoke it. Returns who has which permission afterwards.',
  effect: 'share',
  input: z.strictObject({
    object: oneOf(SHAREABLE_NAMES),
    id: int('Id of the object.'),
    users: list(text(), 'Ids, names or e-mail addresses.').optional(),
    groups: list(text(), 'Ids or names.').optional(),
    level: oneOf([...permissionLevels, 'none'], 'none: revoke the permission.'),
  }),
  output: {
    object: text(),
    id: int(),
    users: list(grantFields, 'Users with a permission on the object.'),
    groups: list(grantFields, 'Groups with a permission on the object.'),
    note: text('Users and groups that had no permission to revoke.'),
  },
  irreversibleEffect: ({ level }) =>
    level === 'none' ? 'Revoke the permission of these users and groups' : null,
  run: async (context, { object, id, users = [], groups = [], level }) => {
    if (users.length + groups.length === 0) {
      throw new CallError('invalid_input', wasNotCalled('civis_share', 'users or groups is required'), {
        hint: 'Specify at least one user or group.',
      });
    }
    const before = await listGrants(context, object, id);
    const targets = {
      users: await resolveUsers(context, users, before.users),
      groups: await resolveGroups(context, groups, before.groups),
    };
    const request = { object, id, level };
    const withoutGrant = [
      ...(await changeGrants(context, request, 'users', targets.users, before.users)),
      ...(await changeGrants(context, request, 'groups', targets.groups, before.groups).catch(
        reportPartialChange(targets.users.length > 0),
      )),
    ];
    const after = await listGrants(context, object, id).catch((cause: unknown) => {
      if (!(cause instanceof CallError)) throw cause;
      throw cause.with({ hint: 'The permissions were changed; reading them back failed.' });
    });
    return {
      object,
      id,
      users: after.users.map(toGrantFields),
      groups: after.groups.map(toGrantFields),
      note:
        withoutGrant.length === 0
          ? undefined
          : `These had no permission of their own to revoke: ${withoutGrant.join(', ')}.`,
    };
  },
});

interface ShareRequest {
  readonly object: ShareableName;
  readonly id: number;
  readonly level: 'read' | 'write' | 'manage' | 'none';
}

/** Grants or revokes; returns the names of those who had no permission to revoke. */
async function changeGrants(
  context: WorkflowContext,
  { object, id, level }: ShareRequest,
  principalType: PrincipalType,
  targets: readonly Principal[],
  before: readonly Grant[],
): Promise<string[]> {
  if (targets.length === 0) return [];
  const idParameter = principalType === 'users' ? 'user_id' : 'group_id';
  if (level !== 'none') {
    const ids = targets.map((each) => each.id);
    await context.callOperation(shareOperationName(object, 'put', principalType), {
      id,
      [`${idParameter}s`]: ids,
      permission_level: level,
    });
    return [];
  }
  const hasGrant = (each: Principal) => before.some((other) => other.id === each.id);
  for (const each of targets.filter(hasGrant)) {
    await context.callOperation(shareOperationName(object, 'delete', principalType), {
      id,
      [idParameter]: each.id,
    });
  }
  return targets.filter((each) => !hasGrant(each)).map(({ name }) => quoteFirstLine(name));
}

/** Users are changed before groups, so the error of the groups must say that the users were changed. */
function reportPartialChange(changed: boolean): (cause: unknown) => never {
  return (cause) => {
    if (!changed || !(cause instanceof CallError)) throw cause;
    throw cause.with({
      hint: `The users were changed, the groups were not. ${cause.details.hint ?? ''}`.trim(),
    });
  };
}

type Level = (typeof permissionLevels)[number];
const ROLE_FIELDS: Readonly<Record<Level, string>> = { manage: 'owners', write: 'writers', read: 'readers' };

interface Grant extends Principal {
  readonly level: Level;
}

/** Who has which permission, the highest level first. */
async function listGrants(
  context: WorkflowContext,
  object: ShareableName,
  id: number,
): Promise<Record<PrincipalType, Grant[]>> {
  const { value } = await context.callOperation(shareOperationName(object, 'list'), { id });
  const roles: unknown = Array.isArray(value) ? value[0] : value;
  const grantsOf = (principalType: PrincipalType) =>
    (['manage', 'write', 'read'] as const).flatMap((level) => {
      const role = isObject(roles) ? roles[ROLE_FIELDS[level]] : undefined;
      return parsePrincipals(isObject(role) ? role[principalType] : []).map((each) => ({ ...each, level }));
    });
  return { users: grantsOf('users'), groups: grantsOf('groups') };
}

function toGrantFields({ id, name, level }: Grant): Arguments {
  return { id, name, level };
}
