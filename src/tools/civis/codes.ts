import { defineResource, retired } from '../define-operation.ts';
import { count, flag, int, text } from '../parameters.ts';

const type = text('E.g. Code::FrontEnd.');

const body = {
  name: text(),
  type,
  body: text('The code itself.'),
  readme: text('Markdown.'),
  score: int('For internal use by Civis.'),
  auth_s3_url: text('Authorized S3 link to the file.'),
};

const listed = { id: 'int', name: 'text', type: 'text', created_at: 'time', updated_at: 'time' } as const;
const code = { ...listed, body: 'text', readme: 'text', score: 'int', auth_s3_url: 'text' } as const;

export const codes = defineResource(
  'civis',
  'codes',
  retired([
    {
      request: 'GET /codes',
      description: 'List shared code snippets.',
      query: { limit: count(), type, featured: flag('Only featured snippets.') },
      returns: [listed],
    },
    { request: 'GET /codes/{id}', description: 'Get one code snippet with its code.', returns: code },
    {
      request: 'POST /codes',
      description: 'Create a code snippet.',
      body,
      required: ['name', 'type', 'body', 'readme'],
    },
    {
      request: 'PUT /codes/{id}',
      description: 'Replace a code snippet; omitted attributes are reset.',
      body,
      required: ['name', 'type', 'body', 'readme'],
      returns: code,
    },
    { request: 'PATCH /codes/{id}', description: 'Update some attributes of a code snippet.', body },
    { request: 'DELETE /codes/{id}', description: 'Delete a code snippet.' },
  ]),
);
