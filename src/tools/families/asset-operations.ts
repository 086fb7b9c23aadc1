import * as z from 'zod';
import {
  inDataFormat,
  listInBatches,
  readContent,
  readEach,
  readMergeReplace,
  withDefaults,
} from '../aiod/runs.ts';
import type { Definition } from '../define.ts';
import type { Shape } from '../operation.ts';
import { date, flag, int, list, map, oneOf, text } from '../params.ts';
import { withArticle } from './template-target.ts';

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
export function assetOperations({ kind, noun, shape: returns }: AssetKind): Definition[] {
  const metadata = map(`The ${noun}'s attributes`);
  const each: Definition[] = [
    {
      method: 'counts',
      request: `GET /counts/${kind}`,
      says: `Count the catalogue's ${kind}, in all or by platform.`,
      auth: 'none',
      query: perPlatform,
      wire: { per_platform: 'detailed' },
      returns: 'any',
      run: withDefaults({ per_platform: false }),
    },
    {
      method: 'get_asset',
      request: `GET /${kind}/{identifier}`,
      says: `Read one ${noun}'s metadata by its catalogue identifier.`,
      auth: 'optional',
      client,
      returns,
      run: inDataFormat(withDefaults({})),
    },
    {
      method: 'get_asset_from_platform',
      request: `GET /platforms/{platform}/${kind}/{platform_identifier}`,
      says: `Read ${withArticle(noun)}'s metadata by the identifier that its own platform gave it.`,
      auth: 'none',
      client,
      returns,
      run: inDataFormat(withDefaults({})),
    },
    {
      method: 'get_assets_async',
      request: `GET /${kind}/{identifier}`,
      says: `Read several ${kind} at once, in the order of their identifiers.`,
      auth: 'none',
      filledByRun: ['identifier'],
      client: { ...several, ...client },
      required: ['identifiers'],
      returns: [returns],
      run: inDataFormat(readEach),
    },
    {
      method: 'get_content',
      request: `GET /${kind}/{identifier}/content`,
      pathWith: { distribution_idx: `/${kind}/{identifier}/content/{distribution_idx}` },
      says: `Read the data that a ${noun} distributes: text as text, else base64.`,
      auth: 'none',
      returns: 'bytes',
      run: readContent,
    },
    {
      method: 'get_list',
      request: `GET /${kind}`,
      pathWith: { platform: `/platforms/{platform}/${kind}` },
      says: `List ${kind}, or those of one platform; offset brings the next ones.`,
      auth: 'none',
      query: page,
      client,
      returns: [returns],
      run: inDataFormat(withDefaults({ offset: 0, limit: 10 })),
    },
    {
      method: 'get_list_async',
      request: `GET /${kind}`,
      says: `List many ${kind} in one call, fetched in parallel batches.`,
      auth: 'none',
      query: manyItems,
      client: { ...batches, ...client },
      returns: [returns],
      run: inDataFormat(listInBatches),
    },
    {
      method: 'register',
      request: `POST /${kind}`,
      says: `Add ${withArticle(noun)} to the catalogue; answers its identifier.`,
      wholeBody: { metadata },
      required: ['metadata'],
      returns: { identifier: 'text' },
    },
    {
      method: 'replace',
      request: `PUT /${kind}/{identifier}`,
      says: `Replace a ${noun}'s metadata; attributes left out are reset.`,
      wholeBody: { metadata },
      required: ['metadata'],
    },
    {
      method: 'update',
      request: `PUT /${kind}/{identifier}`,
      effect: 'update',
      says: `Change some of a ${noun}'s attributes: read, merge at the top level, replace; not atomic.`,
      wholeBody: { metadata },
      required: ['metadata'],
      run: readMergeReplace,
    },
    {
      method: 'delete',
      request: `DELETE /${kind}/{identifier}`,
      says: `Delete ${withArticle(noun)} from the catalogue.`,
    },
  ];
  return each.map((definition) => ({ ...definition, segments, prefix }));
}

/** Searching the kinds of asset that the catalogue keeps an index of. */
export function assetSearchOperations({ kind, shape }: AssetKind): Definition[] {
  return [
    {
      method: 'search',
      request: `GET /search/${kind}`,
      says: `Search ${kind} by words, of all platforms or of some; offset brings the next ones.`,
      auth: 'none',
      query: searching,
      wire: { query: 'search_query' },
      required: ['query'],
      prefix,
      returns: { total_hits: 'int', resources: [shape], limit: 'int', offset: 'int' },
    },
  ];
}
