import * as z from 'zod';
import { CallError } from '../../errors.ts';
import type { Arguments } from '../../tools/operation.ts';
import { flag, int, list, oneOf, permissionLevels, record, text } from '../../tools/parameters.ts';
import { wasNotCalled } from '../../wording.ts';
import { OBJECT_KIND_NAMES, type ObjectKindName, objectOperation } from '../objects/object-kinds.ts';
import { objectParameters, type ResolvedObject, resolveObject } from '../objects/resolve-object.ts';
import { operationNamed } from '../objects/writable-attributes.ts';
import { quoteFirstLine } from '../quote-text.ts';
import { defineWorkflow, type Planned, type PlannedCall, type WorkflowContext } from '../workflow.ts';
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
import { describeContents, findNewOwner, planTransfer, transferOwnership } from './transfer-ownership.ts';

/** Kinds of objects that have permissions. */
export const SHAREABLE_KINDS: readonly ObjectKindName[] = OBJECT_KIND_NAMES.filter(
  (kind) => operationNamed(objectOperation(kind, 'list', 'shares')) !== undefined,
);

const grantFields = record({ id: int(), name: text(), level: oneOf(permissionLevels) });
const HELD_LEVELS = [...permissionLevels, 'none'] as const;
const LEVELS = [...HELD_LEVELS, 'owner'] as const;
const changeFields = record({
  type: oneOf(['user', 'group']),
  id: int(),
  name: text(),
  was: oneOf(HELD_LEVELS),
  now: oneOf(HELD_LEVELS),
});

export const share = defineWorkflow('civis', {
  name: 'share',
  description: 'Grant users and groups a permission on an object, revoke it, or make a user its owner.',
  effect: 'share',
  // level: none.
  worstCase: 'delete',
  input: z.strictObject({
    ...objectParameters,
    users: list(text(), 'Ids, names or e-mail addresses.').optional(),
    groups: list(text()).optional(),
    level: oneOf(LEVELS, 'none: revoke.'),
    allow_lower: flag('Lower higher permissions too.').default(false),
  }),
  output: {
    kind: text(),
    id: int(),
    changes: list(changeFields, 'Each given user and group: permission before and after.'),
    users: list(grantFields, 'Users with a permission on the object.'),
    groups: list(grantFields, 'Groups with a permission on the object.'),
    note: text('Who had no permission to revoke; what is in the object, or is needed by it.'),
  },
  irreversibleEffect: ({ level }) =>
    level === 'none' ? 'Revoke the permission of these users and groups' : null,
  plan: async (context, request) => {
    // Without allow_lower nothing is lowered; revoking is known from the arguments.
    if (request.level !== 'owner' && (!request.allow_lower || request.level === 'none')) return [];
    const object = await resolveObject(context, request, SHAREABLE_KINDS);
    return planChanges(context, object, request);
  },
  run: async (context, request) => {
    const object = await resolveObject(context, request, SHAREABLE_KINDS);
    const before = await listGrants(context, object);
    const targets = await resolveTargets(context, request, before);
    const notes = await changePermissions(context, object, { ...request, targets, before });
    const after = await listGrants(context, object).catch((cause: unknown) => {
      if (!(cause instanceof CallError)) throw cause;
      throw cause.with({ hint: 'The permissions were changed; reading them back failed.' });
    });
    return {
      kind: object.kind,
      id: object.id,
      changes: [
        ...targets.users.map((each) => describeChange('user', each, before.users, after.users)),
        ...targets.groups.map((each) => describeChange('group', each, before.groups, after.groups)),
      ],
      users: after.users.map(toGrantFields),
      groups: after.groups.map(toGrantFields),
      note: notes.length === 0 ? undefined : notes.join(' '),
    };
  },
});

interface ShareRequest {
  readonly users?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly level: (typeof LEVELS)[number];
  readonly allow_lower: boolean;
}

type Targets = Readonly<Record<PrincipalType, readonly Principal[]>>;

/** A change that is ready to be made. */
interface Change {
  readonly level: (typeof LEVELS)[number];
  readonly allow_lower: boolean;
  readonly targets: Targets;
  readonly before: Grants;
}

/** Makes the change; returns sentences about it. */
async function changePermissions(
  context: WorkflowContext,
  object: ResolvedObject,
  { level, allow_lower: allowLower, targets, before }: Change,
): Promise<string[]> {
  if (level === 'owner')
    return transferOwnership(context, object, findNewOwner(targets.users, targets.groups));
  if (level === 'none') {
    const users = await revokeGrants(context, object, 'users', targets, before);
    const groups = await revokeGrants(context, object, 'groups', targets, before).catch(
      reportPartialChange(targets.users.length > 0),
    );
    const withoutGrant = [...users, ...groups];
    return withoutGrant.length === 0
      ? []
      : [`These had no permission of their own to revoke: ${withoutGrant.join(', ')}.`];
  }
  if (!allowLower) refuseLowering(level, targets, before);
  for (const { name, args } of grantCalls(object, level, targets)) {
    const isSecond = ID_PARAMETERS.groups in args && targets.users.length > 0;
    await context.callOperation(name, args).catch(reportPartialChange(isSecond));
  }
  return describeContents(context, object);
}

async function resolveTargets(
  context: WorkflowContext,
  { users = [], groups = [] }: Pick<ShareRequest, 'users' | 'groups'>,
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

/** The calls that lower a permission, or the transfer of the object. */
async function planChanges(
  context: WorkflowContext,
  object: ResolvedObject,
  request: ShareRequest,
): Promise<readonly Planned[]> {
  const targets = await resolveTargets(context, request, await listGrants(context, object));
  const { level } = request;
  if (level === 'owner') return planTransfer(context, object, findNewOwner(targets.users, targets.groups));
  return level === 'none' ? [] : grantCalls(object, level, targets);
}

function grantCalls({ kind, id }: ResolvedObject, level: Level, targets: Targets): PlannedCall[] {
  return (['users', 'groups'] as const)
    .filter((principalType) => targets[principalType].length > 0)
    .map((principalType) => ({
      name: objectOperation(kind, 'put', `shares_${principalType}`),
      args: {
        id,
        [ID_PARAMETERS[principalType]]: targets[principalType].map((each) => each.id),
        permission_level: level,
      },
    }));
}

/** @throws CallError `invalid_input` before anything is changed, if someone named has more than the level. */
function refuseLowering(level: Level, targets: Targets, before: Grants): void {
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

/** Revokes the permissions; returns the names of those who had none. */
async function revokeGrants(
  context: WorkflowContext,
  { kind, id }: ResolvedObject,
  principalType: PrincipalType,
  targets: Targets,
  before: Grants,
): Promise<string[]> {
  const hasGrant = (each: Principal) => before[principalType].some((other) => other.id === each.id);
  for (const each of targets[principalType].filter(hasGrant)) {
    await context.callOperation(objectOperation(kind, 'delete', `shares_${principalType}`), {
      id,
      [principalType === 'users' ? 'user_id' : 'group_id']: each.id,
    });
  }
  return targets[principalType].filter((each) => !hasGrant(each)).map(({ name }) => quoteFirstLine(name));
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

async function listGrants({ callOperation }: WorkflowContext, { kind, id }: ResolvedObject): Promise<Grants> {
  const { value } = await callOperation(objectOperation(kind, 'list', 'shares'), { id });
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
