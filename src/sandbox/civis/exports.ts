import { answerList } from './lists.ts';
import type { Civis, Handlers } from './platform.ts';

/** Exports are jobs; they have a list of their own and no other operation. */
export function exportHandlers(civis: Civis): Handlers {
  return {
    'GET /exports': (call) => {
      return answerList(civis, call, 'jobs', civis.store.jobs.inScope(''), ({ kind }) => kind === 'exports');
    },
  };
}
