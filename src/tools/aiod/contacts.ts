import { defineResource } from '../define-operation.ts';
import { assetOperations } from '../templates/asset-operations.ts';
import { KIND_FACTS } from './attributes/kind-facts.ts';

export const contacts = defineResource(
  'aiod',
  'contacts',
  assetOperations({ kind: 'contacts', facts: KIND_FACTS.contacts, isDocumented: true }),
);
