import * as z from 'zod';
import { CallError } from '../../../errors.ts';
import type { Arguments } from '../../operation.ts';
import { int, list, oneOf, permissionLevels, record, text } from '../../params.ts';
import { isObject } from '../../wire.ts';
import { quoteFirstLine } from '../quote-text.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { type Principal, parsePrincipals, resolveGroups, resolveUsers } from './resolve-principals.ts';

/** What can be shared: the resource that it belongs to, and its part of that. */
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

/** The name of an operation on an object's permissions. */
export function shareOperationName(object: ShareableName, verb: Verb, holders?: PrincipalType): string {
  const [resource, part] = SHAREABLE[object];
  return `civis_${resource}_${verb}_${part}shares${holders === undefined ? '' : `_${holders}`}`;
}

const grantFields = record({ id: int(), name: text(), level: oneOf(permissionLevels) });

export const share = defineWorkflow('civis', {
  name: 'share',
  description:
    'Give users and groups a permission on an object, or take it away; answers who has what afterwards.',
  effect: 'share',
  input: z.strictObject({
    object: oneOf(SHAREABLE_NAMES),
    id: int(),
    users: list(text(), 'Ids, names or e-mails').optional(),
    groups: list(text(), 'Ids or names').optional(),
    level: oneOf([...permissionLevels, 'none'], 'none takes it away'),
  }),
  output: { object: text(), id: int(), users: list(grantFields), groups: list(grantFields), note: text() },
  irreversibleEffect: ({ level }) => (level === 'none' ? 'Take the permission away from them' : null),
  run: async (context, { object, id, users = [], groups = [], level }) => {
    if (users.length + groups.length === 0) {
      throw new CallError('invalid_input', 'civis_share was not called: users and groups are both empty.', {
        hint: 'Name at least one user or group.',
      });
    }
    const before = await listGrants(context, object, id);
    const meant = {
      users: await resolveUsers(context, users, before.users),
      groups: await resolveGroups(context, groups, before.groups),
    };
    const about = { object, id, level };
    const idle = [
      ...(await changeGrants(context, about, 'users', meant.users, before.users)),
      ...(await changeGrants(context, about, 'groups', meant.groups, before.groups).catch(
        reportPartialChange(meant.users.length > 0),
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
      note: idle.length === 0 ? undefined : `Had no permission of their own: ${idle.join(', ')}.`,
    };
  },
});

interface ShareRequest {
  readonly object: ShareableName;
  readonly id: number;
  readonly level: 'read' | 'write' | 'manage' | 'none';
}

/** Gives or takes; answers the names of those who had nothing to take. */
async function changeGrants(
  context: WorkflowContext,
  { object, id, level }: ShareRequest,
  holders: PrincipalType,
  meant: readonly Principal[],
  before: readonly Grant[],
): Promise<string[]> {
  if (meant.length === 0) return [];
  const one = holders === 'users' ? 'user_id' : 'group_id';
  if (level !== 'none') {
    const ids = meant.map((each) => each.id);
    await context.callOperation(shareOperationName(object, 'put', holders), {
      id,
      [`${one}s`]: ids,
      permission_level: level,
    });
    return [];
  }
  const hasGrant = (each: Principal) => before.some((other) => other.id === each.id);
  for (const each of meant.filter(hasGrant)) {
    await context.callOperation(shareOperationName(object, 'delete', holders), { id, [one]: each.id });
  }
  return meant.filter((each) => !hasGrant(each)).map(({ name }) => quoteFirstLine(name));
}

/** Users are changed before groups: a failure in between is told as one. */
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

/** Who has what, those who may do most first. */
async function listGrants(
  context: WorkflowContext,
  object: ShareableName,
  id: number,
): Promise<Record<PrincipalType, Grant[]>> {
  const { value } = await context.callOperation(shareOperationName(object, 'list'), { id });
  const roles: unknown = Array.isArray(value) ? value[0] : value;
  const grantsOf = (holders: PrincipalType) =>
    (['manage', 'write', 'read'] as const).flatMap((level) => {
      const role = isObject(roles) ? roles[ROLE_FIELDS[level]] : undefined;
      return parsePrincipals(isObject(role) ? role[holders] : []).map((each) => ({ ...each, level }));
    });
  return { users: grantsOf('users'), groups: grantsOf('groups') };
}

function toGrantFields({ id, name, level }: Grant): Arguments {
  return { id, name, level };
}
