import type { CivisPlatform, HandlerMap } from './civis-platform.ts';
import { listResponse } from './list-responses.ts';

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
