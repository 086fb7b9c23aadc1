import { runShape, userShape } from '../common-shapes.ts';
import { defineResource } from '../define-operation.ts';
import { csv, jobFilters, visibilityFilters } from '../parameters.ts';

export const exports = defineResource('civis', 'exports', [
  {
    request: 'GET /exports',
    description: 'List exports of data to databases and Google Docs.',
    query: { type: csv(['database', 'gdoc']), ...jobFilters, ...visibilityFilters },
    paging: {
      maxPageSize: 50,
      defaultPageSize: 20,
      orderFields: ['updated_at', 'name', 'created_at', 'last_run.updated_at'],
      defaultDirection: 'desc',
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
