import { defineResource } from '../define-operation.ts';
import { addedSinceDocumentation } from '../documentation-drift.ts';
import { flag, int, list, oneOf, permissionLevels, text } from '../parameters.ts';

export const groups = defineResource('civis', 'groups', [
  {
    request: 'GET /groups',
    description: 'List groups of users, by name, for the ids to share with.',
    query: {
      query: text('How the name starts'),
      permission: oneOf(permissionLevels, 'What you may do with it'),
      ...addedSinceDocumentation({
        include_members: flag(),
        organization_id: int(),
        user_ids: list(int(), 'Groups of any of these'),
      }),
    },
    paging: {
      maxPageSize: 1000,
      defaultPageSize: 50,
      orderFields: ['name', 'created_at'],
      defaultDirection: 'asc',
    },
    returns: [{ id: 'int', name: 'text', created_at: 'time', slug: 'text', organization_id: 'int' }],
  },
]);
