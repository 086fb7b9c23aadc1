import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { isObject, toText } from '../../json.ts';
import { flag, int, list, record, text } from '../../tools/parameters.ts';
import { listSome, wasNotCalled } from '../../wording.ts';
import { changeObject } from '../objects/change-object.ts';
import { formatObject, resolveObject } from '../objects/resolve-object.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { replacing } from './credential-references.ts';
import { toUse, useFields } from './credentials-usage.ts';
import { type CredentialUse, describeUnchecked, findUses } from './find-uses.ts';
import { type Credential, findSuccessor, prepareSuccessor } from './successor.ts';

const TOOL = 'civis_rotate_credential';

export const rotateCredential = defineWorkflow('civis', {
  name: 'rotate_credential',
  description:
    'Copy a credential with a new secret and move all uses to the copy. A second call continues; delete_old ends it.',
  effect: 'update',
  // delete_old.
  worstCase: 'delete',
  input: z.strictObject({
    id: text('Id or name.'),
    password: text('New secret.').min(1).optional(),
    delete_old: flag('true: delete the old one, now unused.').default(false),
  }),
  output: {
    was: int('Id of the old credential.'),
    now: int('Id of the new credential.'),
    moved: list(useFields, 'Objects that use the new credential now.'),
    failed: list(record({ kind: text(), id: int(), name: text(), error: text() })),
    deleted: flag('Whether the old credential was deleted.'),
    next: text('What to do next.'),
    note: text('What was not looked into.'),
  },
  irreversibleEffect: ({ delete_old }) =>
    delete_old ? 'Delete the old credential, unless something still uses it' : null,
  run: async (context, { id: named, password, delete_old: deletesOld }) => {
    const { id } = await resolveObject(context, { id: named, kind: 'credential' }, ['credential']);
    const { value } = await context.callOperation('civis_credentials_get', { id });
    const old: Credential = isObject(value) ? { ...value, id } : { id };
    if (deletesOld) return deleteOld(context, old, password);
    refuseSignIn(old);
    const now = await prepareSuccessor(context, old, password);
    const found = await findUses(context, id).catch(reportSuccessor(id, now));
    const { moved, failed } = await moveUses(context, found.uses, id, now).catch(reportSuccessor(id, now));
    return {
      was: id,
      now,
      moved: moved.map(toUse),
      failed,
      deleted: false,
      next:
        failed.length > 0
          ? `Correct what failed, then call ${TOOL} {"id":"${id}"} to move the rest.`
          : `Check that the moved objects run, then call ${TOOL} {"id":"${id}","delete_old":true}.`,
      note: describeUnchecked(found),
    };
  },
});

/** One after the other, so that a wrong secret is noticed before it is everywhere when the call is cancelled. */
async function moveUses(context: WorkflowContext, uses: readonly CredentialUse[], from: number, to: number) {
  const moved: CredentialUse[] = [];
  const failed: { kind: string; id: number; name: string; error: string }[] = [];
  for (const [position, use] of uses.entries()) {
    const { kind, id, name, places, attributes } = use;
    context.report({ done: position, total: uses.length, message: `Moving ${formatObject(use)}` });
    const error = await changeObject(context, use, replacing(places, attributes, from, to)).then(
      () => undefined,
      (cause: unknown) => {
        if (cause instanceof CallError && cause.kind !== 'cancelled') return cause.message;
        throw cause;
      },
    );
    if (error === undefined) moved.push(use);
    else failed.push({ kind, id, name, error });
  }
  return { moved, failed };
}

/** @throws CallError `invalid_input` while anything uses the old credential, or could not be looked into. */
async function deleteOld(context: WorkflowContext, old: Credential, password: string | undefined) {
  const id = Number(old['id']);
  const successor = await findSuccessor(context, id);
  if (successor === undefined || password !== undefined) {
    const why =
      password === undefined ? `nothing replaces credential ${id} yet` : 'delete_old takes no new password';
    throw new CallError('invalid_input', wasNotCalled(TOOL, why), {
      hint: 'Call it with the new password and without delete_old first.',
    });
  }
  const found = await findUses(context, id);
  if (found.uses.length > 0 || found.gaps.length > 0) {
    const why =
      found.uses.length > 0
        ? `credential ${id} is still used by ${listSome(found.uses.map(formatObject), 10)}`
        : `these may use credential ${id} and could not be checked: ${listSome(found.gaps, 10)}`;
    throw new CallError('invalid_input', wasNotCalled(TOOL, why), {
      hint:
        found.uses.length > 0
          ? `Call ${TOOL} {"id":"${id}"} to move them.`
          : 'Check these, then delete it with civis_credentials_delete.',
    });
  }
  const now = Number(successor['id']);
  await context.callOperation('civis_credentials_delete', { id });
  // The new credential takes the place of the old one, by its name too.
  await context
    .callOperation('civis_credentials_patch', {
      id: now,
      name: toText(old['name']),
      description: toText(old['description']),
    })
    .catch((cause: unknown) => {
      if (!(cause instanceof CallError)) throw cause;
      throw cause.with({ hint: `Credential ${id} was deleted; ${now} could not be given its name.` });
    });
  return { was: id, now, moved: [], failed: [], deleted: true, note: describeUnchecked(found) };
}

/** @throws CallError `invalid_input` for a credential that has no secret of its own. */
function refuseSignIn({ id, oauth }: Credential): void {
  if (oauth !== true) return;
  throw new CallError(
    'invalid_input',
    wasNotCalled(TOOL, `credential ${toText(id)} is a sign-in (OAuth) and has no password`),
    { hint: 'Sign in again in Civis Platform.' },
  );
}

/** The new credential exists by then: the error says so, and how to go on. */
function reportSuccessor(was: number, now: number): (cause: unknown) => never {
  return (cause) => {
    if (!(cause instanceof CallError)) throw cause;
    throw cause.with({
      hint: `Credential ${now} with the new secret exists. Call ${TOOL} {"id":"${was}"} to move what still uses ${was}. ${cause.details.hint ?? ''}`.trim(),
    });
  };
}
