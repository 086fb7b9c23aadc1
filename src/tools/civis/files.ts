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
const expiry = { expires_at: time('30 days from now when absent; null keeps it for good').nullable() };

export const files = defineResource('civis', 'files', [
  {
    request: 'GET /files/{id}',
    description: 'Read one file: its name, size and a link that downloads it for a while.',
    query: {
      link_expires_at: time('30 minutes from now when absent, 36 hours at most'),
      ...addedSinceDocumentation({ inline: flag('A link that a browser shows in place') }),
    },
    returns: { ...file, 'download_url?': 'any', 'file_url?': 'text' },
  },
  {
    request: 'POST /files',
    description: 'Create a file of up to 5 GB; send its bytes as a form of upload_fields to upload_url.',
    body: { name: text(), ...expiry, ...description },
    required: ['name'],
    returns: { ...file, upload_url: 'text', upload_fields: 'map' },
  },
  {
    request: 'POST /files/multipart',
    description: 'Create a large file; PUT each part to its upload_url, then complete it.',
    body: { name: text(), num_parts: int(), ...expiry, ...description },
    required: ['name', 'num_parts'],
    returns: { ...file, upload_urls: ['text'] },
  },
  {
    request: 'POST /files/multipart/{id}/complete',
    effect: 'update',
    description: 'Finish a multipart file, once every part is uploaded.',
  },
  ...shareOperations(mount),
  ...projectOperations(mount),
]);
