import { defineResource } from '../define.ts';

export const endpoints = defineResource('civis', 'endpoints', [
  {
    request: 'GET /endpoints',
    says: 'Read the whole API description of Civis (Swagger, about 2 MB).',
    returns: 'map',
  },
]);
