import { defineResource } from '../define-operation.ts';
import { addedSinceDocumentation } from '../documentation-drift.ts';
import { text } from '../parameters.ts';

export const endpoints = defineResource('civis', 'endpoints', [
  {
    request: 'GET /endpoints',
    description: 'Read the whole API description of Civis (Swagger, about 2 MB).',
    query: addedSinceDocumentation({ openapi_version: text('3.0 for OpenAPI') }),
    returns: 'map',
  },
]);
