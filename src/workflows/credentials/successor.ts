import { CallError } from '../../errors.ts';
import { isObject, toText } from '../../json.ts';
import type { Arguments } from '../../tools/operation.ts';
import { wasNotCalled } from '../../wording.ts';
import { responseFields } from '../response-fields.ts';
import { ID_PARAMETERS, parseGrants } from '../sharing/grants.ts';
import type { WorkflowContext } from '../workflow.ts';

const TOOL = 'civis_rotate_credential';
/** What a copy takes over; its secret is new. */
const COPIED = ['type', 'username', 'remote_host_id', 'state', 'default'];

export type Credential = Readonly<Record<string, unknown>>;

/** How the new credential is recognized when the call is made again: no other one says this. */
const mark = (id: number) => `Replaces credential ${id}.`;

/** The credential that was made to replace another one; undefined if there is none yet. */
export async function findSuccessor(
  { callOperation }: WorkflowContext,
  id: number,
): Promise<Credential | undefined> {
  const { value } = await callOperation('civis_credentials_list', { iterator: true });
  return (Array.isArray(value) ? value : [])
    .filter(isObject)
    .find(({ description }) => toText(description).endsWith(mark(id)));
}

/**
 * Creates a credential with the settings and permissions of the old one and a new secret, or gives the new secret to
 * the one that an earlier call created. Returns its id.
 *
 * @throws CallError `invalid_input` if there is neither a secret nor an earlier call.
 */
export async function prepareSuccessor(
  context: WorkflowContext,
  old: Credential,
  password: string | undefined,
): Promise<number> {
  const id = Number(old['id']);
  const earlier = await findSuccessor(context, id);
  if (earlier !== undefined) {
    const known = Number(earlier['id']);
    if (password !== undefined)
      await context.callOperation('civis_credentials_patch', { id: known, password });
    await copyGrants(context, id, known);
    return known;
  }
  if (password === undefined) {
    throw new CallError('invalid_input', wasNotCalled(TOOL, 'password is required (string)'), {
      faulty: ['password'],
      hint: 'Provide the new secret.',
    });
  }
  const settings = Object.entries(old).filter(([name, value]) => COPIED.includes(name) && value !== null);
  const description = [toText(old['description']), mark(id)].filter((part) => part !== '').join(' ');
  const outcome = await context.callOperation('civis_credentials_post', {
    ...Object.fromEntries(settings),
    name: newName(old),
    description,
    password,
  });
  const created = responseFields(outcome).id();
  await copyGrants(context, id, created);
  return created;
}

export function newName({ name }: Credential): string {
  return `${toText(name)} (new)`;
}

/** Whoever may use the old credential may use the new one. Nobody’s permission is lowered. */
async function copyGrants({ callOperation }: WorkflowContext, from: number, to: number): Promise<void> {
  const sharesOf = async (id: number) =>
    parseGrants((await callOperation('civis_credentials_list_shares', { id })).value);
  const [old, present] = await Promise.all([sharesOf(from), sharesOf(to)]);
  for (const principals of ['users', 'groups'] as const) {
    for (const level of ['read', 'write', 'manage'] as const) {
      const ids = old[principals]
        .filter((grant) => grant.level === level && present[principals].every(({ id }) => id !== grant.id))
        .map(({ id }) => id);
      if (ids.length === 0) continue;
      const args: Arguments = { id: to, [ID_PARAMETERS[principals]]: ids, permission_level: level };
      await callOperation(`civis_credentials_put_shares_${principals}`, args);
    }
  }
}
