import { defineResource } from '../define-operation.ts';
import { addedSinceDocumentation } from '../documentation-drift.ts';
import { flag, int, list, oneOf, permissionLevels, text } from '../parameters.ts';

export const groups = defineResource('civis', 'groups', [
  {
    request: 'GET /groups',
    description: 'List groups of users, to find the ids to share with.',
    query: {
      query: text('Start of the name.'),
      permission: oneOf(permissionLevels, 'Only groups where you have this permission.'),
      ...addedSinceDocumentation({
        include_members: flag(),
        organization_id: int(),
        user_ids: list(int(), 'Groups with any of these members.'),
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
