import type { OperationDefinition } from '../define-operation.ts';
import { lazy } from '../lazy.ts';
import { flag, int, text } from '../parameters.ts';
import type { Mount } from './mount.ts';

/** An object that another one needs, such as the credential of a script. */
const dependency = {
  object_type: 'text',
  fco_type: 'text',
  id: 'int',
  'name?': 'text',
  'permission_level?': 'text',
  'description?': 'text',
} as const;

const permissionOf = lazy(() => ({ user_id: int('Show the permission of this user on each.') }));
const newOwner = lazy(() => ({
  user_id: int('New owner.'),
  include_dependencies: flag('Also let the new owner manage what the object depends on.'),
  email_body: text(),
  send_email: flag('Notify the new owner.'),
}));

/** What an object depends on, and giving it to another owner. */
export function transferOperations({ path, noun }: Mount): OperationDefinition[] {
  return [
    {
      request: `GET ${path}/dependencies`,
      description: `List what the ${noun} depends on, such as credentials and tables, before it is shared or transferred.`,
      query: permissionOf,
      returns: [{ ...dependency, shareable: 'flag' }],
    },
    {
      request: `PUT ${path}/transfer`,
      effect: 'share',
      description: `Make another user the owner of the ${noun}.`,
      body: newOwner,
      required: ['user_id', 'include_dependencies'],
      returns: { dependencies: [{ ...dependency, shared: 'flag' }] },
    },
  ];
}
