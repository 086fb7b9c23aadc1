import { toText } from '../../json.ts';
import type { CivisPlatform, HandlerMap } from './civis-platform.ts';
import { listResponse } from './list-responses.ts';

/** Users: unlike elsewhere, their `query` searches several fields. */
export function userHandlers(civis: CivisPlatform): HandlerMap {
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
      const { query, ...presentation } = request.query;
      const wanted = toText(query).toLowerCase();
      const rows = civis.store.users
        .all()
        .filter(({ id, name, username, email }) =>
          [id, name, username, email].some((field) => String(field).toLowerCase().includes(wanted)),
        );
      return listResponse(civis, { ...request, query: presentation }, 'users', rows);
    },
  };
}
