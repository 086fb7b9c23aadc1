import { toText } from '../../json.ts';
import type { User } from '../state/entities.ts';
import type { Row } from '../state/table.ts';
import { forbidden, invalid, notFound } from './civis-error.ts';
import { type CivisPlatform, type HandlerMap, isoTime } from './civis-platform.ts';
import { listResponse } from './list-responses.ts';

const API_KEYS = 'users/api_keys';
const KEY_CHARACTERS = '0123456789abcdef';
/** Milliseconds that an API key is valid at most. */
const MAX_KEY_LIFETIME = 30 * 24 * 60 * 60_000;

/** What only administrators may do; the sandbox's user is none. */
const FOR_ADMINISTRATORS = [
  'POST /users',
  'PATCH /users/{id}',
  'DELETE /users/{id}/sessions',
  'DELETE /users/{id}/2fa',
  'POST /users/{id}/unsuspend',
  'POST /users/{id}/access_email',
];

/** Users, their groups and API keys. Unlike elsewhere, `query` searches several fields. */
export function userHandlers(civis: CivisPlatform): HandlerMap {
  return { ...peopleHandlers(civis), ...apiKeyHandlers(civis), ...administratorHandlers() };
}

function peopleHandlers(civis: CivisPlatform): HandlerMap {
  const { store } = civis;
  return {
    'GET /users/me': ({ caller }) => {
      const groups = caller.teams
        .map((id) => civis.store.groups.get(id))
        .filter((each) => each !== undefined);
      const [first] = groups;
      const value = {
        ...caller,
        groups,
        primary_group_id: first?.id ?? null,
        organization_name: first?.['organization_name'],
        organization_slug: 'harbor-pine',
        roles: ['sdm'],
        created_at: first?.['created_at'],
        sign_in_count: 1,
      };
      return { value };
    },
    'GET /users': (request) => {
      const { query, account_status: status = 'active', group_id, group_ids, ...others } = request.query;
      const { exclude_groups: withoutGroups, ...presentation } = others;
      const wanted = toText(query).toLowerCase();
      const inGroups = [group_id ?? [], group_ids ?? []].flat();
      const rows = store.users
        .all()
        .filter(({ id, name, username, email }) =>
          [id, name, username, email].some((field) => String(field).toLowerCase().includes(wanted)),
        )
        .filter(({ active }) => status === 'all' || (active === true) === (status === 'active'))
        .filter(({ teams }) => inGroups.length === 0 || teams.some((id) => inGroups.includes(id)));
      const { value, headers } = listResponse(civis, { ...request, query: presentation }, 'users', rows);
      const listed = (value as User[]).map((user) =>
        withoutGroups === true ? { ...user, groups: [] } : serializeUser(civis, user),
      );
      return { value: listed, ...(headers && { headers }) };
    },
    'GET /users/me/activity': () => ({
      value: store.jobs
        .all()
        .filter(({ last_run: run }) => run !== null)
        .map((job) => ({
          id: String(job.id),
          name: job.name,
          type: job.type,
          user: job.author.name,
          category: 'Job',
          state: job.state,
          updated_at: job.updated_at,
          next_run_at: job.next_run_at,
          last_run_id: String(job.last_run?.id),
          last_run_state: job.last_run?.state,
        })),
    }),
    'GET /users/me/organization_admins': () => ({ value: store.users.all().slice(1, 2) }),
    'GET /users/{id}': ({ path, caller }) => ({
      value: {
        ...serializeUser(civis, findUser(civis, path['id'], caller)),
        my_permission_level: path['id'] === caller.id ? 'manage' : 'read',
      },
    }),
  };
}

/** API keys: the key itself is shown once, to the one who creates it. */
function apiKeyHandlers(civis: CivisPlatform): HandlerMap {
  const { store, now, random } = civis;
  const keys = () => store.table(API_KEYS);
  const ownerOf = (path: Readonly<Record<string, unknown>>, caller: User) => {
    const user = findUser(civis, path['id'], caller);
    if (user !== caller) throw forbidden('You may only see and change your own API keys.');
    return user;
  };
  const findKey = (path: Readonly<Record<string, unknown>>, caller: User): Row => {
    const key = keys().get(Number(path['key_id']));
    if (key === undefined || key.scope !== String(ownerOf(path, caller).id)) throw notFound();
    return key;
  };
  const serialize = (key: Row) => {
    const expired = Date.parse(toText(key['expires_at'])) <= now();
    return { ...key, expired, active: !expired && key['revoked_at'] === null };
  };
  return {
    'GET /users/{id}/api_keys': (request) => {
      const own = keys().inScope(String(ownerOf(request.path, request.caller).id));
      const { value, ...response } = listResponse(civis, request, API_KEYS, own);
      return { ...response, value: (value as Row[]).map(serialize) };
    },
    'GET /users/{id}/api_keys/{key_id}': ({ path, caller }) => ({ value: serialize(findKey(path, caller)) }),
    'POST /users/{id}/api_keys': ({ path, body, caller }) => {
      const lifetime = Number(body['expires_in']) * 1000;
      if (lifetime <= 0 || lifetime > MAX_KEY_LIFETIME) throw invalid('expires_in must be at most 30 days');
      const constraints = Array.isArray(body['constraints']) ? body['constraints'] : [];
      const key = keys().insert({
        id: keys().nextId(),
        scope: String(ownerOf(path, caller).id),
        name: body['name'],
        created_at: isoTime(now()),
        expires_at: isoTime(now() + lifetime),
        revoked_at: null,
        last_used_at: null,
        scopes: ['public'],
        use_count: 0,
        constraints,
        constraint_count: constraints.length,
      });
      return { value: { ...serialize(key), token: random.string(64, KEY_CHARACTERS) }, status: 201 };
    },
    'DELETE /users/{id}/api_keys/{key_id}': ({ path, caller }) => {
      const key = findKey(path, caller);
      key['revoked_at'] ??= isoTime(now());
      return { value: serialize(key) };
    },
  };
}

function administratorHandlers(): HandlerMap {
  const refuse = () => {
    throw forbidden('This requires an administrator of the organization.');
  };
  return Object.fromEntries(FOR_ADMINISTRATORS.map((request) => [request, refuse]));
}

/** @throws CivisError 404 */
function findUser({ store }: CivisPlatform, id: unknown, caller: User): User {
  const user = id === 'me' ? caller : store.users.get(Number(id));
  if (user === undefined) throw notFound();
  return user;
}

/** A user with the groups and the organization. */
function serializeUser({ store }: CivisPlatform, user: User): Record<string, unknown> {
  return {
    ...user,
    groups: user.teams.map((id) => store.groups.get(id)),
    primary_group_id: user.teams[0],
    organization_name: store.groups.all()[0]?.['organization_name'],
    organization_slug: 'harbor-pine',
    organization_login_type: 'platform',
    account_status: user['active'] === true ? 'Active' : 'Deactivated',
    suspended: false,
    my_permission_level: 'read',
  };
}
