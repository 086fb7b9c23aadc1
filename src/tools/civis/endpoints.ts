import { defineResource } from '../define.ts';
import { addedSinceDocumentation } from '../drift.ts';
import { text } from '../params.ts';

export const endpoints = defineResource('civis', 'endpoints', [
  {
    request: 'GET /endpoints',
    description: 'Read the whole API description of Civis (Swagger, about 2 MB).',
    query: addedSinceDocumentation({ openapi_version: text('3.0 for OpenAPI') }),
    returns: 'map',
  },
]);
