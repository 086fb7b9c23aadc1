import { CallError } from '../../errors.ts';
import { isObject, toText } from '../../json.ts';
import { listSome, wasNotCalled } from '../../wording.ts';
import { objectOperation } from '../objects/object-kinds.ts';
import { formatObject, type ResolvedObject } from '../objects/resolve-object.ts';
import { operationNamed } from '../objects/writable-attributes.ts';
import { quoteFirstLine } from '../quote-text.ts';
import type { PlannedLoss, WorkflowContext } from '../workflow.ts';
import type { Principal } from './resolve-principals.ts';

const MAX_NAME_CHARS = 80;
/** Refusals after which what an object depends on is simply not known. */
const NOT_TOLD: readonly CallError['kind'][] = ['forbidden', 'not_found', 'not_allowed', 'platform_error'];

/** @throws CallError `invalid_input` unless exactly one user is named. */
export function findNewOwner(users: readonly Principal[], groups: readonly Principal[]): Principal {
  const [owner] = users;
  if (owner !== undefined && users.length === 1 && groups.length === 0) return owner;
  throw new CallError(
    'invalid_input',
    wasNotCalled('civis_share', 'an object has one owner, who is a user'),
    {
      hint: 'Name one user, and no groups, with level owner.',
    },
  );
}

/** What a transfer does, and what the new owner could not use, in one sentence. */
export async function planTransfer(
  context: WorkflowContext,
  object: ResolvedObject,
  owner: Principal,
): Promise<readonly PlannedLoss[]> {
  transferOperation(object);
  const missing = await unsharedDependencies(context, object, owner);
  const without = missing.length === 0 ? '' : `, who has no permission on ${listSome(missing)}`;
  return [{ says: `Make ${formatPerson(owner)} the owner of ${formatObject(object)}${without}` }];
}

/** Makes a user the owner of an object; returns a sentence about what the user cannot use of what it depends on. */
export async function transferOwnership(
  context: WorkflowContext,
  object: ResolvedObject,
  owner: Principal,
): Promise<string[]> {
  const name = transferOperation(object);
  const missing = await unsharedDependencies(context, object, owner);
  // Permissions on other objects are given by calls that name them.
  await context.callOperation(name, { id: object.id, user_id: owner.id, include_dependencies: false });
  const changed = `${formatPerson(owner)} is the owner now.`;
  return missing.length === 0
    ? [changed]
    : [changed, `It depends on ${listSome(missing)}, on which the owner has no permission: share these too.`];
}

/** What happens to the objects in a project that is shared, or are run by a workflow. */
export async function describeContents(
  { callOperation }: WorkflowContext,
  { kind, id }: ResolvedObject,
): Promise<string[]> {
  if (kind === 'workflow') return ['What the workflow runs is not shared with it.'];
  if (kind !== 'project') return [];
  const { value } = await callOperation('civis_projects_get', { id });
  const isShared = isObject(value) && value['auto_share'] === true;
  return [
    isShared
      ? 'Auto-share is on: Civis shares the objects in the project too.'
      : 'Auto-share is off: the objects in the project are not shared with it.',
  ];
}

/** @throws CallError `invalid_input` for a kind that has no owner to change. */
function transferOperation({ kind }: ResolvedObject): string {
  const name = objectOperation(kind, 'put', 'transfer');
  if (operationNamed(name) !== undefined) return name;
  throw new CallError(
    'invalid_input',
    wasNotCalled('civis_share', `Civis cannot transfer a ${kind.replaceAll('_', ' ')}`),
    { hint: 'Use level manage, which lets a user do everything with the object.' },
  );
}

/** What the object depends on and the person has no permission on, as far as Civis tells. */
async function unsharedDependencies(
  { callOperation }: WorkflowContext,
  { kind, id }: ResolvedObject,
  { id: userId }: Principal,
): Promise<string[]> {
  const { value } = await callOperation(objectOperation(kind, 'list', 'dependencies'), {
    id,
    user_id: userId,
  }).catch((cause: unknown) => {
    if (cause instanceof CallError && NOT_TOLD.includes(cause.kind)) return { value: [] };
    throw cause;
  });
  return (Array.isArray(value) ? value : [])
    .filter(isObject)
    .filter(({ permission_level: level }) => (level ?? '') === '')
    .map(({ fco_type: type, id: dependency, name }) =>
      [
        toText(type).toLowerCase(),
        toText(dependency),
        isNamed(name) ? quoteFirstLine(name, MAX_NAME_CHARS) : '',
      ]
        .filter((word) => word !== '')
        .join(' '),
    );
}

function isNamed(name: unknown): name is string {
  return typeof name === 'string' && name !== '';
}

function formatPerson({ id, name }: Principal): string {
  return `${quoteFirstLine(name, MAX_NAME_CHARS)} (id ${id})`;
}
