import { defineResource } from '../define-operation.ts';
import { assetOperations } from '../templates/asset-operations.ts';

const contact = {
  identifier: 'text',
  'platform?': 'text',
  'platform_resource_identifier?': 'text',
  'name?': 'text',
  aiod_entry: { editor: ['int'], status: 'text', date_modified: 'time', date_created: 'time' },
  email: ['text'],
  telephone: ['text'],
  location: [{ address: 'map', geo: 'map' }],
  'organisation?': 'int',
  'person?': 'int',
} as const;

export const contacts = defineResource(
  'aiod',
  'contacts',
  assetOperations({ kind: 'contacts', noun: 'contact', shape: contact }),
);
