import { answerList } from './lists.ts';
import type { Civis, Handlers } from './platform.ts';

/** Users are searched by every name that they go by, unlike what else has a `query`. */
export function userHandlers(civis: Civis): Handlers {
  return {
    'GET /users': (call) => {
      const { query, ...showing } = call.query;
      const wanted = String(query ?? '').toLowerCase();
      const rows = civis.store.users
        .all()
        .filter(({ id, name, username, email }) =>
          [id, name, username, email].some((field) => String(field).toLowerCase().includes(wanted)),
        );
      return answerList(civis, { ...call, query: showing }, 'users', rows);
    },
  };
}
