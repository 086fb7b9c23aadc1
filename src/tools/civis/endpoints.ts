import { defineResource } from '../define-operation.ts';
import { addedSinceDocumentation } from '../documentation-drift.ts';
import { text } from '../parameters.ts';

export const endpoints = defineResource('civis', 'endpoints', [
  {
    request: 'GET /endpoints',
    description: 'List the resources of the Civis API, or the operations of one.',
    query: addedSinceDocumentation({ openapi_version: text('Such as 3.0.') }),
    client: { resource: text('Such as jobs.') },
    returns: 'map',
    procedure: 'summarize_description',
  },
]);
