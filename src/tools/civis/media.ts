import { defineResource } from '../define-operation.ts';
import { addedSinceDocumentation } from '../documentation-drift.ts';
import { archivedFilter, int, text } from '../parameters.ts';
import { archiveOperations } from '../templates/archive-operations.ts';
import { shareOperations } from '../templates/share-operations.ts';
import { optimizations } from './media-optimizations.ts';

const mount = { path: '/media/spot_orders/{id}', noun: 'spot order' } as const;

const spotOrder = {
  id: 'int',
  archived: 'flag',
  csv_s3_uri: 'text',
  'json_s3_uri?': 'text',
  'xml_archive_s3_uri?': 'text',
  last_transform_job_id: 'int',
} as const;

const body = { body: text('CSV.') };

const pattern = text('% or * matches any text.');

export const media = defineResource('civis', 'media', [
  ...optimizations,
  {
    request: 'GET /media/spot_orders',
    description: 'List spot orders.',
    query: { id: int('Only this one.'), ...archivedFilter },
    returns: [{ id: 'int', archived: 'flag' }],
  },
  {
    request: 'GET /media/spot_orders/{id}',
    description: 'Get one spot order: where its CSV, JSON and XML are stored.',
    returns: spotOrder,
  },
  { request: 'POST /media/spot_orders', description: 'Create a spot order.', body, returns: spotOrder },
  { request: 'PUT /media/spot_orders/{id}', description: 'Replace a spot order.', body, returns: spotOrder },
  ...archiveOperations(mount, spotOrder),
  ...shareOperations(mount),
  {
    request: 'GET /media/dmas',
    description: 'List designated market areas (television markets), to find their numbers.',
    query: { name: pattern, number: int() },
    returns: [{ name: 'text', number: 'int' }],
  },
  {
    request: 'GET /media/ratecards',
    description: 'List rate cards: the prices of spots in a market.',
    query: {
      filename: pattern,
      dma_number: int('Number of a market area.'),
      ...addedSinceDocumentation(archivedFilter),
    },
    returns: [{ id: 'int', filename: 'text', start_on: 'date', end_on: 'date', dma_number: 'int' }],
  },
  {
    request: 'GET /media/targets',
    description: 'List target audiences, for optimization constraints.',
    query: { name: text(), identifier: text(), data_source: text('Source of viewership data.') },
    returns: [{ name: 'text', identifier: 'text', data_source: 'text' }],
  },
]);
