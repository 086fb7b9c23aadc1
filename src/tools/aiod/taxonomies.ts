import { defineResource, type OperationDefinition } from '../define-operation.ts';
import { prefix } from '../templates/asset-parameters.ts';
import { ENUMERATIONS, TAXONOMIES } from './attributes/vocabularies.ts';

const hierarchy = Object.entries(TAXONOMIES).map(
  ([method, { path, says }]): OperationDefinition => ({
    method,
    request: `GET /${path}`,
    description: `List the ${says} that metadata can use, with definitions and subterms.`,
    auth: 'optional',
    prefix,
    returns: [{ term: 'text', definition: 'text', subterms: ['any'] }],
  }),
);

const wordLists = Object.entries(ENUMERATIONS).map(
  ([method, { path, says }]): OperationDefinition => ({
    method,
    request: `GET /${path}`,
    description: `List the ${says} in use; metadata can use others.`,
    auth: 'optional',
    prefix,
    returns: ['text'],
  }),
);

/** The vocabularies of metadata. */
export const taxonomies = defineResource('aiod', 'taxonomies', [...hierarchy, ...wordLists]);
