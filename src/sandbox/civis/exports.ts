import { answerList } from './lists.ts';
import type { Civis, Handlers } from './platform.ts';

/** Exports are jobs; they have a list of their own and no other operation. */
export function exportHandlers(civis: Civis): Handlers {
  return {
    'GET /exports': (call) => {
      const rows = civis.store.jobs.within('').filter(({ kind }) => kind === 'exports');
      return answerList(civis, call, 'jobs', rows);
    },
  };
}
