import * as z from 'zod';
import { int, map, text } from '../../tools/parameters.ts';
import { listSome } from '../../wording.ts';
import { defineWorkflow } from '../workflow.ts';
import { CHANGEABLE_KINDS, changeObject, planChange } from './change-object.ts';
import { objectParameters, resolveObject } from './resolve-object.ts';

export const update = defineWorkflow('civis', {
  name: 'update',
  description:
    'Change attributes of an object of any kind and keep all others. Returns the values before and after.',
  effect: 'update',
  // Some objects can only be replaced as a whole.
  worstCase: 'replace',
  input: z.strictObject({
    ...objectParameters,
    set: map('Attributes and their new values; the parts of nested objects are merged.'),
  }),
  output: {
    kind: text(),
    id: int(),
    was: map('The named attributes before.'),
    now: map('The named attributes after.'),
    note: text('Attributes that changed without being named.'),
  },
  plan: async (context, { set, ...named }) =>
    planChange(context, await resolveObject(context, named, CHANGEABLE_KINDS), set),
  run: async (context, { set, ...named }) => {
    const object = await resolveObject(context, named, CHANGEABLE_KINDS);
    const { was, now, others } = await changeObject(context, object, set);
    return {
      kind: object.kind,
      id: object.id,
      was,
      now,
      note: others.length === 0 ? undefined : `Also different now: ${listSome(others)}.`,
    };
  },
});
