import { userShape } from '../common-shapes.ts';
import { defineResource } from '../define-operation.ts';
import { text } from '../parameters.ts';

const listed = { id: 'int', name: 'text', table_count: 'int', user: userShape } as const;
const tag = { ...listed, created_at: 'time', updated_at: 'time' } as const;

export const tableTags = defineResource('civis', 'table_tags', [
  {
    request: 'GET /table_tags',
    description: 'List the tags of tables, with how many tables each has.',
    query: () => ({ name: text() }),
    paging: {
      maxPageSize: 1000,
      defaultPageSize: 50,
      orderFields: ['name', 'user', 'table_count'],
      defaultDirection: 'asc',
    },
    returns: [listed],
  },
  { request: 'GET /table_tags/{id}', description: 'Get one tag of tables.', returns: tag },
  {
    request: 'POST /table_tags',
    description: 'Create a tag for tables.',
    body: () => ({ name: text() }),
    required: ['name'],
    returns: tag,
  },
  { request: 'DELETE /table_tags/{id}', description: 'Delete a tag, on every table that has it.' },
]);
