import * as z from 'zod';
import { int, list, record, text } from '../../tools/parameters.ts';
import { resolveObject } from '../objects/resolve-object.ts';
import { defineWorkflow } from '../workflow.ts';
import { type CredentialUse, describeUnchecked, findUses } from './find-uses.ts';

export const useFields = record({ kind: text(), id: int(), name: text(), where: list(text()) });

export const credentialsUsage = defineWorkflow('civis', {
  name: 'credentials_usage',
  description: 'List the imports, scripts, models, notebooks and other objects that use a credential.',
  effect: 'read',
  input: z.strictObject({ id: text('Id or name.') }),
  output: {
    id: int('Of the credential.'),
    uses: list(useFields),
    checked: int('Number of objects that were looked into.'),
    note: text('What was not looked into.'),
  },
  run: async (context, { id: named }) => {
    const { id } = await resolveObject(context, { id: named, kind: 'credential' }, ['credential']);
    const found = await findUses(context, id);
    return { id, uses: found.uses.map(toUse), checked: found.checked, note: describeUnchecked(found) };
  },
});

export function toUse({ kind, id, name, places }: CredentialUse) {
  return { kind, id, name, where: places.map((place) => place.join('.')) };
}
