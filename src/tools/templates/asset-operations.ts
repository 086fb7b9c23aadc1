import * as z from 'zod';
import type { OperationDefinition } from '../define-operation.ts';
import { count, date, flag, int, list, map, oneOf, text } from '../parameters.ts';
import type { Shape } from '../shape.ts';
import { withArticle } from './mount.ts';

/** A kind of asset in the AI-on-Demand catalogue. */
export interface AssetKind {
  /** Path segment and resource: `contacts`. */
  readonly kind: string;
  /** One asset of the kind: `contact`. */
  readonly noun: string;
  /** The attributes of an asset. */
  readonly shape: Shape;
}

export const prefix = { version: text('API version; "" for none.') };
const client = {
  data_format: oneOf(['json', 'pandas'], 'Default: json. pandas: {columns, index, data}.'),
};
const segments = {
  identifier: text(),
  platform: text('Platform name, e.g. huggingface.'),
  platform_identifier: text('Identifier on that platform.'),
  distribution_idx: int('Index of the distribution. Default: 0.'),
};

/** Created once: the kinds share their parameters. */
const perPlatform = { per_platform: flag('true: one count for each platform. Default: false.') };
const several = { identifiers: list(text()) };
export const offset = z.int().min(0).describe('Number of items to skip. Default: 0.');
const page = { offset, limit: count('Default: 10.').max(1000) };
const manyItems = { offset, limit: count('Maximum number of items in total. Default: 100.') };
const batches = { batch_size: count('Items per request. Default: 10.') };
const searching = {
  query: text('Keywords.'),
  search_fields: list(text(), 'E.g. name, description_plain. Default: all.'),
  platforms: list(text(), 'Platform names, e.g. huggingface. Default: all.'),
  date_modified_from: date(),
  date_modified_to: date(),
  offset,
  limit: count('Default: 10.').max(1000),
  get_all: flag('true: return all metadata, not only the indexed fields.'),
};

/** The eleven operations that exist for every kind of asset. */
export function assetOperations({ kind, noun, shape: returns }: AssetKind): OperationDefinition[] {
  const plural = kind.replaceAll('_', ' ');
  const metadata = map(`Attributes of the ${noun}.`);
  const each: OperationDefinition[] = [
    {
      method: 'counts',
      request: `GET /counts/${kind}`,
      description: `Count the ${plural} in the catalogue, in total or by platform.`,
      auth: 'none',
      query: perPlatform,
      wireNames: { per_platform: 'detailed' },
      returns: 'any',
      defaults: { per_platform: false },
    },
    {
      method: 'get_asset',
      request: `GET /${kind}/{identifier}`,
      description: `Get the metadata of ${withArticle(noun)} by its catalogue identifier.`,
      auth: 'optional',
      client,
      returns,
    },
    {
      method: 'get_asset_from_platform',
      request: `GET /platforms/{platform}/${kind}/{platform_identifier}`,
      description: `Get the metadata of ${withArticle(noun)} by its identifier on its original platform.`,
      auth: 'none',
      client,
      returns,
    },
    {
      method: 'get_assets_async',
      request: `GET /${kind}/{identifier}`,
      description: `Get the metadata of several ${plural} in one call, in the order of identifiers.`,
      auth: 'none',
      filledByProcedure: ['identifier'],
      client: { ...several, ...client },
      required: ['identifiers'],
      returns: [returns],
      procedure: 'read_each',
    },
    {
      method: 'get_content',
      request: `GET /${kind}/{identifier}/content`,
      pathWith: { distribution_idx: `/${kind}/{identifier}/content/{distribution_idx}` },
      description: `Get the data content of ${withArticle(noun)}: text as a string, other data as base64.`,
      auth: 'none',
      returns: 'bytes',
    },
    {
      method: 'get_list',
      request: `GET /${kind}`,
      pathWith: { platform: `/platforms/{platform}/${kind}` },
      description: `List ${plural}, of all platforms or of one; use offset for the next page.`,
      auth: 'none',
      query: page,
      client,
      returns: [returns],
      defaults: { offset: 0, limit: 10 },
    },
    {
      method: 'get_list_async',
      request: `GET /${kind}`,
      description: `List many ${plural} in one call, requested in parallel batches.`,
      auth: 'none',
      query: manyItems,
      client: { ...batches, ...client },
      returns: [returns],
      procedure: 'list_in_batches',
    },
    {
      method: 'register',
      request: `POST /${kind}`,
      description: `Add ${withArticle(noun)} to the catalogue. Returns its identifier.`,
      wholeBody: { metadata: () => metadata },
      required: ['metadata'],
      returns: { identifier: 'text' },
    },
    {
      method: 'replace',
      request: `PUT /${kind}/{identifier}`,
      description: `Replace all metadata of ${withArticle(noun)}; omitted attributes are reset.`,
      wholeBody: { metadata: () => metadata },
      required: ['metadata'],
    },
    {
      method: 'update',
      request: `PUT /${kind}/{identifier}`,
      effect: 'update',
      description: `Update some attributes of ${withArticle(noun)}: reads it, merges at the top level, replaces it; not atomic.`,
      wholeBody: { metadata: () => metadata },
      required: ['metadata'],
      procedure: 'read_merge_replace',
    },
    {
      method: 'delete',
      request: `DELETE /${kind}/{identifier}`,
      description: `Delete ${withArticle(noun)} from the catalogue.`,
    },
  ];
  return each.map((definition) => ({ ...definition, segments, prefix }));
}

/** Searching the kinds of asset that the catalogue indexes. */
export function assetSearchOperations({ kind, shape }: AssetKind): OperationDefinition[] {
  return [
    {
      method: 'search',
      request: `GET /search/${kind}`,
      description: `Search ${kind.replaceAll('_', ' ')} by keywords, on all platforms or some; use offset for the next page.`,
      auth: 'none',
      query: searching,
      wireNames: { query: 'search_query' },
      required: ['query'],
      prefix,
      returns: { total_hits: 'int', resources: [shape], limit: 'int', offset: 'int' },
    },
  ];
}
