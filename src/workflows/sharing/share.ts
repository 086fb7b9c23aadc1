import * as z from 'zod';
import { CallError } from '../../errors.ts';
import type { Arguments } from '../../tools/operation.ts';
import { flag, int, list, oneOf, permissionLevels, record, text } from '../../tools/parameters.ts';
import { wasNotCalled } from '../../wording.ts';
import { quoteFirstLine } from '../quote-text.ts';
import { defineWorkflow, type PlannedCall, type WorkflowContext } from '../workflow.ts';
import {
  formatGrants,
  type Grant,
  type Grants,
  higherGrants,
  ID_PARAMETERS,
  type Level,
  type PrincipalType,
  parseGrants,
} from './grants.ts';
import { type Principal, resolveGroups, resolveUsers } from './resolve-principals.ts';

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

/** The name of an operation that lists, grants or revokes permissions on an object. */
export function shareOperationName(object: ShareableName, verb: Verb, principalType?: PrincipalType): string {
  const [resource, infix] = SHAREABLE[object];
  return `civis_${resource}_${verb}_${infix}shares${principalType === undefined ? '' : `_${principalType}`}`;
}

const grantFields = record({ id: int(), name: text(), level: oneOf(permissionLevels) });
const LEVELS = [...permissionLevels, 'none'] as const;
const changeFields = record({
  type: oneOf(['user', 'group']),
  id: int(),
  name: text(),
  was: oneOf(LEVELS),
  now: oneOf(LEVELS),
});

export const share = defineWorkflow('civis', {
  name: 'share',
  description:
    'Grant users and groups a permission on an object, or revoke it. Returns who has which permission afterwards.',
  effect: 'share',
  // level: none.
  worstCase: 'delete',
  input: z.strictObject({
    object: oneOf(SHAREABLE_NAMES),
    id: int('Id of the object.'),
    users: list(text(), 'Ids, names or e-mail addresses.').optional(),
    groups: list(text(), 'Ids or names.').optional(),
    level: oneOf(LEVELS, 'none: revoke the permission.'),
    allow_lower: flag('true: lower higher permissions too. Default: false.').default(false),
  }),
  output: {
    object: text(),
    id: int(),
    changes: list(changeFields, 'Each given user and group: permission before and after.'),
    users: list(grantFields, 'Users with a permission on the object.'),
    groups: list(grantFields, 'Groups with a permission on the object.'),
    note: text('Users and groups that had no permission to revoke.'),
  },
  irreversibleEffect: ({ level }) =>
    level === 'none' ? 'Revoke the permission of these users and groups' : null,
  // Without allow_lower nothing is lowered; revoking is known from the arguments.
  plan: async (context, request) =>
    request.allow_lower && request.level !== 'none' ? planGrants(context, request) : [],
  run: async (context, request) => {
    const { object, id, level } = request;
    const before = await listGrants(context, object, id);
    const targets = await resolveTargets(context, request, before);
    if (!request.allow_lower) refuseLowering(level, targets, before);
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
      changes: [
        ...targets.users.map((each) => describeChange('user', each, before.users, after.users)),
        ...targets.groups.map((each) => describeChange('group', each, before.groups, after.groups)),
      ],
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
  readonly users?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly level: Level | 'none';
}

type Targets = Readonly<Record<PrincipalType, readonly Principal[]>>;

async function resolveTargets(
  context: WorkflowContext,
  { users = [], groups = [] }: ShareRequest,
  known: Grants,
): Promise<Targets> {
  if (users.length + groups.length === 0) {
    throw new CallError('invalid_input', wasNotCalled('civis_share', 'users or groups is required'), {
      hint: 'Specify at least one user or group.',
    });
  }
  return {
    users: await resolveUsers(context, users, known.users),
    groups: await resolveGroups(context, groups, known.groups),
  };
}

/** The calls that grant the permission. */
async function planGrants(context: WorkflowContext, request: ShareRequest): Promise<readonly PlannedCall[]> {
  const { object, id } = request;
  const targets = await resolveTargets(context, request, await listGrants(context, object, id));
  return (['users', 'groups'] as const)
    .filter((principalType) => targets[principalType].length > 0)
    .map((principalType) => grantCall(request, principalType, targets[principalType]));
}

function grantCall(
  { object, id, level }: ShareRequest,
  principalType: PrincipalType,
  targets: readonly Principal[],
): PlannedCall {
  return {
    name: shareOperationName(object, 'put', principalType),
    args: { id, [ID_PARAMETERS[principalType]]: targets.map((each) => each.id), permission_level: level },
  };
}

/** @throws CallError `invalid_input` before anything is changed, if someone named has more than the level. */
function refuseLowering(level: ShareRequest['level'], targets: Targets, before: Grants): void {
  if (level === 'none') return;
  const higher = (['users', 'groups'] as const).flatMap((principalType) =>
    higherGrants(
      before[principalType],
      targets[principalType].map(({ id }) => id),
      level,
    ),
  );
  if (higher.length === 0) return;
  const why = `level ${level} is lower than what some have now: ${formatGrants(higher, 'has')}`;
  throw new CallError('invalid_input', wasNotCalled('civis_share', why), {
    hint: 'Nothing was changed. Leave them out, or pass allow_lower: true to lower their permission.',
  });
}

/** Grants or revokes; returns the names of those who had no permission to revoke. */
async function changeGrants(
  context: WorkflowContext,
  request: ShareRequest,
  principalType: PrincipalType,
  targets: readonly Principal[],
  before: readonly Grant[],
): Promise<string[]> {
  if (targets.length === 0) return [];
  const { object, id, level } = request;
  if (level !== 'none') {
    const { name, args } = grantCall(request, principalType, targets);
    await context.callOperation(name, args);
    return [];
  }
  const hasGrant = (each: Principal) => before.some((other) => other.id === each.id);
  for (const each of targets.filter(hasGrant)) {
    await context.callOperation(shareOperationName(object, 'delete', principalType), {
      id,
      [principalType === 'users' ? 'user_id' : 'group_id']: each.id,
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

async function listGrants(context: WorkflowContext, object: ShareableName, id: number): Promise<Grants> {
  const { value } = await context.callOperation(shareOperationName(object, 'list'), { id });
  return parseGrants(value);
}

function describeChange(
  type: 'user' | 'group',
  { id, name }: Principal,
  before: readonly Grant[],
  after: readonly Grant[],
): Arguments {
  const levelIn = (grants: readonly Grant[]) => grants.find((grant) => grant.id === id)?.level ?? 'none';
  const known = after.find((grant) => grant.id === id)?.name ?? name;
  return { type, id, name: known, was: levelIn(before), now: levelIn(after) };
}

function toGrantFields({ id, name, level }: Grant): Arguments {
  return { id, name, level };
}
