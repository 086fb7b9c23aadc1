import { userShape } from '../common-shapes.ts';
import { defineResource } from '../define-operation.ts';
import { lazy } from '../lazy.ts';
import { csvIds, flag, int, list, oneOf, record, text } from '../parameters.ts';
import { favoriteOperations } from './favorites.ts';

const group = {
  id: 'int',
  name: 'text',
  slug: 'text',
  organization_id: 'int',
  organization_name: 'text',
} as const;

const account = {
  id: 'int',
  user: 'text',
  name: 'text',
  email: 'text',
  active: 'flag',
  'primary_group_id?': 'int',
  groups: [group],
  created_at: 'time',
  updated_at: 'time',
  'last_seen_at?': 'time',
  suspended: 'flag',
  'created_by_id?': 'int',
  'last_updated_by_id?': 'int',
} as const;

const user = {
  ...account,
  'city?': 'text',
  'state?': 'text',
  'time_zone?': 'text',
  initials: 'text',
  'department?': 'text',
  'title?': 'text',
  'github_username?': 'text',
  prefers_sms_otp: 'flag',
  vpn_enabled: 'flag',
  sso_disabled: 'flag',
  otp_required_for_login: 'flag',
  exempt_from_org_sms_otp_disabled: 'flag',
  sms_otp_allowed: 'flag',
  robot: 'flag',
  'phone?': 'text',
  organization_slug: 'text',
  organization_sso_disable_capable: 'flag',
  organization_login_type: 'text',
  organization_sms_otp_disabled: 'flag',
  my_permission_level: 'text',
  'unconfirmed_email?': 'text',
  account_status: 'text',
} as const;

const me = {
  id: 'int',
  name: 'text',
  email: 'text',
  username: 'text',
  initials: 'text',
  'last_checked_announcements?': 'time',
  feature_flags: 'map',
  roles: ['text'],
  preferences: 'map',
  'custom_branding?': 'text',
  'primary_group_id?': 'int',
  groups: [group],
  organization_name: 'text',
  organization_slug: 'text',
  'organization_default_theme_id?': 'int',
  created_at: 'time',
  sign_in_count: 'int',
  assuming_role: 'flag',
  'role_assumer?': 'map',
  assuming_admin: 'flag',
  'assuming_admin_expiration?': 'time',
  'superadmin_mode_expiration?': 'time',
  disable_non_compliant_fedramp_features: 'flag',
  'persona_role?': 'text',
  'created_by_id?': 'int',
  'last_updated_by_id?': 'int',
} as const;

const activity = {
  id: 'text',
  name: 'text',
  type: 'text',
  user: 'text',
  category: 'text',
  state: 'text',
  'updated_at?': 'time',
  'next_run_at?': 'time',
  'last_run_id?': 'text',
  'last_run_state?': 'text',
} as const;

const listedKey = {
  id: 'int',
  name: 'text',
  'expires_at?': 'time',
  created_at: 'time',
  'revoked_at?': 'time',
  'last_used_at?': 'time',
  scopes: ['text'],
  use_count: 'int',
  expired: 'flag',
  active: 'flag',
} as const;

const key = {
  ...listedKey,
  constraints: [
    {
      constraint: 'text',
      constraint_type: 'text',
      get_allowed: 'flag',
      head_allowed: 'flag',
      post_allowed: 'flag',
      put_allowed: 'flag',
      patch_allowed: 'flag',
      delete_allowed: 'flag',
    },
  ],
} as const;

const settings = lazy(() => ({
  name: text(),
  email: text(),
  active: flag('false: the account is deactivated.'),
  primary_group_id: int(),
  group_ids: list(int(), 'All groups of the user.'),
  city: text(),
  state: text(),
  time_zone: text('E.g. America/Chicago.'),
  initials: text(),
  department: text(),
  title: text(),
  prefers_sms_otp: flag('Second factor by text message.'),
  vpn_enabled: flag(),
  sso_disabled: flag(),
  otp_required_for_login: flag('Require a second factor.'),
  exempt_from_org_sms_otp_disabled: flag('May use text messages although the organization does not.'),
  robot: flag('Not a person.'),
}));

const keyOwner = lazy(() => ({ id: text('User id, or me.') }));

export const users = defineResource('civis', 'users', [
  {
    request: 'GET /users',
    description: 'List users, to find their ids by name.',
    query: () => ({
      query: text('Part of the name, username, e-mail or id.'),
      account_status: oneOf(['active', 'inactive', 'all'], 'Default: active.'),
      group_id: int('Members of this group.'),
      group_ids: list(int(), 'Members of any of these groups.'),
      organization_id: int(),
      exclude_groups: flag('Leave out the groups of each user.'),
      feature_flag: text('Users who have it.'),
    }),
    constraints: [{ exclusive: ['group_id', 'group_ids'] }],
    paging: {
      maxPageSize: 10_000,
      defaultPageSize: 20,
      orderFields: ['name', 'user'],
      defaultDirection: 'asc',
    },
    returns: [{ ...account, 'current_sign_in_at?': 'time' }],
  },
  {
    request: 'GET /users/{id}',
    description: 'Get one user: groups, account status, organization.',
    returns: user,
  },
  {
    request: 'GET /users/me',
    description: 'Get who you are in Civis: name, id, groups, roles and preferences.',
    returns: me,
  },
  {
    request: 'GET /users/me/activity',
    description: 'List what ran lately and what is running: scripts, imports, workflows and more.',
    query: () => ({
      status: oneOf(['all', 'succeeded', 'failed', 'running']),
      author: csvIds('User ids'),
      order: oneOf(['name', 'newest'], 'name: Z to A.'),
    }),
    returns: [activity],
  },
  {
    request: 'GET /users/me/organization_admins',
    description: 'List the administrators of your organization.',
    returns: [{ ...userShape, email: 'text' }],
  },
  {
    request: 'POST /users',
    description: 'Create a user; for administrators of a team or organization.',
    body: () => ({
      ...settings(),
      user: text('Username.'),
      send_email: flag('Send a welcome e-mail. Default: false.'),
    }),
    required: ['name', 'email', 'primary_group_id', 'user'],
    returns: user,
  },
  {
    request: 'PATCH /users/{id}',
    description: 'Update a user; for administrators of a team or organization.',
    body: () => ({
      ...settings(),
      phone: text(),
      password: text(),
      account_status: oneOf(['Active', 'Deactivated', 'Suspended', 'Unsuspended']),
    }),
    returns: user,
  },
  {
    request: 'GET /users/{id}/api_keys',
    description: 'List the API keys of a user, without the keys themselves.',
    segments: keyOwner,
    paging: { maxPageSize: 50, orderFields: ['id'], defaultDirection: 'desc' },
    returns: [{ ...listedKey, constraint_count: 'int' }],
  },
  {
    request: 'GET /users/{id}/api_keys/{key_id}',
    description: 'Get one API key of a user: what it may do, when it expires and how often it was used.',
    segments: keyOwner,
    returns: key,
  },
  {
    request: 'POST /users/{id}/api_keys',
    description: 'Create an API key of your own; save_as=FILE saves it locally.',
    segments: keyOwner,
    body: () => ({
      name: text(),
      expires_in: int('Seconds.'),
      constraints: list(
        record(
          {
            constraint: text('Path, or pattern of paths.'),
            constraint_type: oneOf(['exact', 'prefix', 'regex', 'verb']),
            get_allowed: flag(),
            head_allowed: flag(),
            post_allowed: flag(),
            put_allowed: flag(),
            patch_allowed: flag(),
            delete_allowed: flag(),
          },
          ['constraint_type'],
        ),
        'What the key may request. Default: everything that you may.',
      ),
    }),
    required: ['name', 'expires_in'],
    returns: { ...key, token: 'text' },
  },
  {
    request: 'DELETE /users/{id}/api_keys/{key_id}',
    description: 'Revoke an API key; what uses it stops working.',
    segments: keyOwner,
    returns: key,
  },
  {
    request: 'DELETE /users/{id}/sessions',
    description: 'Log a user out everywhere; for administrators of a team or organization.',
    returns: user,
  },
  {
    request: 'DELETE /users/{id}/2fa',
    description: "Delete a user's second factor, so that the next login sets up a new one.",
    returns: user,
  },
  {
    request: 'POST /users/{id}/unsuspend',
    effect: 'update',
    description: 'Let a suspended user log in again.',
    returns: { id: 'int', user: 'text', 'unlocked_at?': 'time' },
  },
  {
    request: 'POST /users/{id}/access_email',
    description: 'E-mail a user a link to reset the password, or a welcome; for administrators.',
  },
  ...favoriteOperations(),
]);
