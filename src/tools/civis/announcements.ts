import { defineResource } from '../define-operation.ts';

export const announcements = defineResource('civis', 'announcements', [
  {
    request: 'GET /announcements',
    description: 'List the announcements of Civis to its users, newest first: releases, outages, changes.',
    paging: { maxPageSize: 50, defaultPageSize: 10, orderFields: ['released_at'], defaultDirection: 'desc' },
    returns: [
      {
        id: 'int',
        subject: 'text',
        body: 'text',
        released_at: 'time',
        created_at: 'time',
        updated_at: 'time',
      },
    ],
  },
]);
