import { userShape } from '../common-shapes.ts';
import { defineResource } from '../define-operation.ts';
import { addedSinceDocumentation } from '../documentation-drift.ts';
import { lazy } from '../lazy.ts';
import { flag, int, list, oneOf, permissionLevels, text } from '../parameters.ts';
import { shareOperations } from '../templates/share-operations.ts';

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

const group = {
  id: 'int',
  name: 'text',
  created_at: 'time',
  updated_at: 'time',
  'description?': 'text',
  slug: 'text',
  organization_id: 'int',
  organization_name: 'text',
  member_count: 'int',
  total_member_count: 'int',
  'default_otp_required_for_login?': 'flag',
  role_ids: ['int'],
  'default_time_zone?': 'text',
  'default_jobs_label?': 'text',
  'default_notebooks_label?': 'text',
  'default_services_label?': 'text',
  'last_updated_by_id?': 'int',
  'created_by_id?': 'int',
  members: [{ ...userShape, email: 'text', 'primary_group_id?': 'int', active: 'flag' }],
} as const;

const child = { id: 'int', name: 'text' } as const;

const body = lazy(() => ({
  name: text(),
  description: text(),
  slug: text('Short name in addresses.'),
  organization_id: int(),
  default_otp_required_for_login: flag('Require a second factor of its members.'),
  role_ids: list(int()),
  default_time_zone: text('E.g. America/Chicago.'),
  default_jobs_label: text('Cluster partition of jobs.'),
  default_notebooks_label: text('Cluster partition of notebooks.'),
  default_services_label: text('Cluster partition of services.'),
}));

/** Groups as they are managed today. */
export const groupManagement = defineResource('civis', 'groups', [
  {
    request: 'GET /groups/{id}',
    description: 'Get one group: members, roles and defaults.',
    returns: group,
  },
  {
    request: 'POST /groups',
    description: 'Create a group of users.',
    body,
    required: ['name'],
    returns: group,
  },
  {
    request: 'PUT /groups/{id}',
    description: 'Replace the settings of a group; omitted ones are reset. Members stay.',
    body,
    required: ['name'],
    returns: group,
  },
  {
    request: 'PATCH /groups/{id}',
    description: 'Update some settings of a group.',
    body,
    returns: group,
  },
  {
    request: 'PUT /groups/{id}/members/{user_id}',
    effect: 'share',
    description: 'Add a user to a group, with everything that is shared with the group.',
    returns: group,
  },
  {
    request: 'DELETE /groups/{id}/members/{user_id}',
    description: 'Remove a user from a group, and from what is shared only with the group.',
  },
  {
    request: 'GET /groups/{id}/child_groups',
    description: 'Get the groups below a group, by what it may do with them.',
    returns: { manageable: [child], writeable: [child], readable: [child] },
  },
  ...shareOperations({ path: '/groups/{id}', noun: 'group' }),
]);
