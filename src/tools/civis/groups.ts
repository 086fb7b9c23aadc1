import { defineResource } from '../define.ts';
import { newer } from '../drift.ts';
import { flag, int, list, oneOf, permissionLevels, text } from '../params.ts';

export const groups = defineResource('civis', 'groups', [
  {
    request: 'GET /groups',
    says: 'List groups of users, by name, for the ids to share with.',
    query: {
      query: text('How the name starts'),
      permission: oneOf(permissionLevels, 'What you may do with it'),
      ...newer({
        include_members: flag(),
        organization_id: int(),
        user_ids: list(int(), 'Groups of any of these'),
      }),
    },
    paging: { largest: 1000, usual: 50, order: ['name', 'created_at'], dir: 'asc' },
    returns: [{ id: 'int', name: 'text', created_at: 'time', slug: 'text', organization_id: 'int' }],
  },
]);
