import type { OperationDefinition } from '../define-operation.ts';
import { defineResource } from '../define-operation.ts';
import type { Operation } from '../operation.ts';
import { count, text } from '../parameters.ts';
import { offset, prefix } from '../templates/asset-operations.ts';

const whichAsset = text('Catalogue identifier, e.g. data_….');
const bookmark = { resource_identifier: 'text', created_at: 'time' } as const;

const anyAsset = defineResource('aiod', 'assets', [
  {
    method: 'get',
    request: 'GET /assets',
    description: 'Get the metadata of an asset of any kind by its catalogue identifier.',
    auth: 'optional',
    query: { identifier: whichAsset },
    required: ['identifier'],
    prefix,
    returns: 'any',
  },
]);

const bookmarks = defineResource('aiod', 'bookmarks', [
  {
    method: 'get_list',
    request: 'GET /bookmarks',
    description: 'List your bookmarks in the catalogue, oldest first.',
    query: { offset, limit: count('Default: 10.').max(1000) },
    prefix,
    returns: [bookmark],
  },
  {
    method: 'register',
    request: 'POST /bookmarks',
    description: 'Bookmark an asset of any kind.',
    query: { identifier: whichAsset },
    wireNames: { identifier: 'resource_identifier' },
    required: ['identifier'],
    prefix,
    returns: bookmark,
  },
  {
    method: 'delete',
    request: 'DELETE /bookmarks',
    description: 'Delete a bookmark, without deleting the asset.',
    query: { identifier: whichAsset },
    wireNames: { identifier: 'resource_identifier' },
    required: ['identifier'],
    prefix,
  },
]);

/** Lists of the terms that attributes can have as values. */
const TAXONOMIES: Readonly<Record<string, string>> = {
  industrial_sectors: 'industrial sectors',
  licenses: 'licenses',
  news_categories: 'news categories',
  number_of_employees: 'ranges of employee numbers',
  publication_types: 'publication types',
  research_areas: 'research areas',
  scientific_domains: 'scientific domains',
  turnovers: 'turnover ranges of organisations',
};

const taxonomies = defineResource(
  'aiod',
  'taxonomies',
  Object.entries(TAXONOMIES).map(([method, what]): OperationDefinition => {
    return {
      method,
      request: `GET /${method}`,
      description: `List the ${what} that metadata can use, with definitions and subterms.`,
      auth: 'none',
      prefix,
      returns: [{ term: 'text', definition: 'text', subterms: ['any'] }],
    };
  }),
);

/** Operations that are not specific to one kind of asset. */
export const acrossKinds: readonly Operation[] = Object.freeze([...anyAsset, ...bookmarks, ...taxonomies]);
