import { listResponse } from './lists.ts';
import type { CivisPlatform, HandlerMap } from './platform.ts';

/** Exports are jobs; their only operation is a list. */
export function exportHandlers(civis: CivisPlatform): HandlerMap {
  return {
    'GET /exports': (request) => {
      return listResponse(
        civis,
        request,
        'jobs',
        civis.store.jobs.inScope(''),
        ({ kind }) => kind === 'exports',
      );
    },
  };
}
