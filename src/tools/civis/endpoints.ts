import { defineResource } from '../define-operation.ts';
import { addedSinceDocumentation } from '../documentation-drift.ts';
import { text } from '../parameters.ts';

export const endpoints = defineResource('civis', 'endpoints', [
  {
    request: 'GET /endpoints',
    description: 'Get the complete API description of Civis (Swagger 2.0, about 2 MB).',
    query: addedSinceDocumentation({ openapi_version: text('3.0: OpenAPI instead of Swagger.') }),
    returns: 'map',
  },
]);
