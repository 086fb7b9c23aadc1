import * as z from 'zod';
import type { OperationDefinition } from '../define-operation.ts';
import { date, flag, int, list, map, oneOf, text } from '../parameters.ts';
import type { Shape } from '../shape.ts';
import { withArticle } from './mount.ts';

/** A kind of asset in the AI-on-Demand catalogue. */
export interface AssetKind {
  /** Path segment and resource: `contacts`. */
  readonly kind: string;
  /** One of them: `contact`. */
  readonly noun: string;
  /** The attributes of one. */
  readonly shape: Shape;
}

export const prefix = { version: text('Replaces the configured one; "" for none') };
const client = {
  data_format: oneOf(['json', 'pandas'], 'json when absent; pandas answers {columns, index, data}'),
};
const segments = {
  identifier: text(),
  platform: text('Platform name, e.g. huggingface'),
  platform_identifier: text('Its identifier on that platform'),
  distribution_idx: int('Which distribution; 0 when absent'),
};

/** Made once: the kinds share their parameters. */
const perPlatform = { per_platform: flag() };
const several = { identifiers: list(text()) };
const page = { offset: int(), limit: int('10 when absent') };
const manyItems = { offset: int(), limit: int('100 when absent') };
const batches = { batch_size: z.int().min(1).describe('Items a request; 10 when absent') };
const searching = {
  query: text(),
  search_fields: list(text(), 'E.g. name, description_plain; all when absent'),
  platforms: list(text(), 'Platform names, e.g. huggingface'),
  date_modified_from: date(),
  date_modified_to: date(),
  offset: int(),
  limit: z.int().min(1).max(1000).describe('10 when absent'),
  get_all: flag('Whole metadata in place of what is indexed'),
};

/** The eleven operations that the catalogue has for every kind of asset. */
export function assetOperations({ kind, noun, shape: returns }: AssetKind): OperationDefinition[] {
  const metadata = map(`The ${noun}'s attributes`);
  const each: OperationDefinition[] = [
    {
      method: 'counts',
      request: `GET /counts/${kind}`,
      description: `Count the catalogue's ${kind}, in all or by platform.`,
      auth: 'none',
      query: perPlatform,
      wireNames: { per_platform: 'detailed' },
      returns: 'any',
      defaults: { per_platform: false },
    },
    {
      method: 'get_asset',
      request: `GET /${kind}/{identifier}`,
      description: `Read one ${noun}'s metadata by its catalogue identifier.`,
      auth: 'optional',
      client,
      returns,
    },
    {
      method: 'get_asset_from_platform',
      request: `GET /platforms/{platform}/${kind}/{platform_identifier}`,
      description: `Read ${withArticle(noun)}'s metadata by the identifier that its own platform gave it.`,
      auth: 'none',
      client,
      returns,
    },
    {
      method: 'get_assets_async',
      request: `GET /${kind}/{identifier}`,
      description: `Read several ${kind} at once, in the order of their identifiers.`,
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
      description: `Read the data that a ${noun} distributes: text as text, else base64.`,
      auth: 'none',
      returns: 'bytes',
    },
    {
      method: 'get_list',
      request: `GET /${kind}`,
      pathWith: { platform: `/platforms/{platform}/${kind}` },
      description: `List ${kind}, or those of one platform; offset brings the next ones.`,
      auth: 'none',
      query: page,
      client,
      returns: [returns],
      defaults: { offset: 0, limit: 10 },
    },
    {
      method: 'get_list_async',
      request: `GET /${kind}`,
      description: `List many ${kind} in one call, fetched in parallel batches.`,
      auth: 'none',
      query: manyItems,
      client: { ...batches, ...client },
      returns: [returns],
      procedure: 'list_in_batches',
    },
    {
      method: 'register',
      request: `POST /${kind}`,
      description: `Add ${withArticle(noun)} to the catalogue; answers its identifier.`,
      wholeBody: { metadata },
      required: ['metadata'],
      returns: { identifier: 'text' },
    },
    {
      method: 'replace',
      request: `PUT /${kind}/{identifier}`,
      description: `Replace a ${noun}'s metadata; attributes left out are reset.`,
      wholeBody: { metadata },
      required: ['metadata'],
    },
    {
      method: 'update',
      request: `PUT /${kind}/{identifier}`,
      effect: 'update',
      description: `Change some of a ${noun}'s attributes: read, merge at the top level, replace; not atomic.`,
      wholeBody: { metadata },
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

/** Searching the kinds of asset that the catalogue keeps an index of. */
export function assetSearchOperations({ kind, shape }: AssetKind): OperationDefinition[] {
  return [
    {
      method: 'search',
      request: `GET /search/${kind}`,
      description: `Search ${kind} by words, of all platforms or of some; offset brings the next ones.`,
      auth: 'none',
      query: searching,
      wireNames: { query: 'search_query' },
      required: ['query'],
      prefix,
      returns: { total_hits: 'int', resources: [shape], limit: 'int', offset: 'int' },
    },
  ];
}
