import { defineResource } from '../define-operation.ts';
import { addedSinceDocumentation } from '../documentation-drift.ts';
import { flag, int, text, time } from '../parameters.ts';
import { projectOperations } from '../templates/project-operations.ts';
import { shareOperations } from '../templates/share-operations.ts';

const mount = { path: '/files/{id}', noun: 'file' } as const;

const file = {
  id: 'int',
  name: 'text',
  created_at: 'time',
  file_size: 'int',
  'expires_at?': 'time',
} as const;

const description = addedSinceDocumentation({ description: text() });
const expiry = { expires_at: time('Default: in 30 days. null: never.').nullable() };

export const files = defineResource('civis', 'files', [
  {
    request: 'GET /files/{id}',
    description: 'Get one file: name, size and a download link that expires.',
    query: {
      link_expires_at: time('Default: in 30 minutes. Maximum: in 36 hours.'),
      ...addedSinceDocumentation({ inline: flag('A link that browsers display instead of download.') }),
    },
    returns: { ...file, 'download_url?': 'any', 'file_url?': 'text' },
  },
  {
    request: 'POST /files',
    description:
      'Create a file of up to 5 GB. Then send its content with upload_fields as a form POST to upload_url.',
    body: { name: text(), ...expiry, ...description },
    required: ['name'],
    returns: { ...file, upload_url: 'text', upload_fields: 'map' },
  },
  {
    request: 'POST /files/multipart',
    description:
      'Create a large file. Then send each part with PUT to its upload URL, valid for 12 hours, and complete it.',
    body: {
      name: text(),
      num_parts: int('Number of parts; each has its upload URL.'),
      ...expiry,
      ...description,
    },
    required: ['name', 'num_parts'],
    returns: { ...file, upload_urls: ['text'] },
  },
  {
    request: 'POST /files/multipart/{id}/complete',
    effect: 'update',
    description: 'Complete a multipart file after every part is uploaded.',
  },
  ...shareOperations(mount),
  ...projectOperations(mount),
]);
