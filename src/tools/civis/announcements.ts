import { defineResource } from '../define.ts';

export const announcements = defineResource('civis', 'announcements', [
  {
    request: 'GET /announcements',
    says: 'List what Civis has announced to its users, newest first: releases, outages, changes.',
    paging: { largest: 50, usual: 10, order: ['released_at'], dir: 'desc' },
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
