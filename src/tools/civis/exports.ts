import { defineResource } from '../define.ts';
import { csv, jobFilters, visibility } from '../params.ts';
import { runShape, userShape } from '../shapes.ts';

export const exports = defineResource('civis', 'exports', [
  {
    request: 'GET /exports',
    says: 'List exports of data to databases and Google Docs, last changed first.',
    query: { type: csv(['database', 'gdoc']), ...jobFilters, ...visibility },
    paging: {
      largest: 50,
      usual: 20,
      order: ['updated_at', 'name', 'created_at', 'last_run.updated_at'],
      dir: 'desc',
    },
    returns: [
      {
        id: 'int',
        name: 'text',
        type: 'text',
        created_at: 'time',
        updated_at: 'time',
        state: 'text',
        'last_run?': runShape,
        author: userShape,
      },
    ],
  },
]);
