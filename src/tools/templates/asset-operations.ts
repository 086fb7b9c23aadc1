import type { KindName } from '../aiod/attributes/attribute.ts';
import type { KindFacts } from '../aiod/attributes/kind-facts.ts';
import { metadataOutline, metadataSchema } from '../aiod/attributes/metadata-schema.ts';
import { recordShape } from '../aiod/attributes/record-shape.ts';
import type { OperationDefinition } from '../define-operation.ts';
import { lazy } from '../lazy.ts';
import { flag, list, text } from '../parameters.ts';
import {
  assetSegments,
  batches,
  client,
  formats,
  identifierOf,
  listFilters,
  manyItems,
  page,
  prefix,
  readChoices,
  searchParameters,
} from './asset-parameters.ts';
import { withArticle } from './mount.ts';

/** A kind of record in the AI-on-Demand catalogue. */
export interface AssetKind {
  /** Path segment and resource: `contacts`. */
  readonly kind: KindName;
  readonly facts: KindFacts;
  /** Whether it has operations that are documented for every kind, although the platform has no path for them. */
  readonly isDocumented?: boolean;
}

const imageName = text('Name of the image.');
const contentLink = {
  content_link: 'text',
  'distribution_idx?': 'int',
  'distributions?': 'int',
  'name?': 'text',
  'encoding_format?': 'text',
  'content_size_kb?': 'int',
  'checksum?': 'text',
  'checksum_algorithm?': 'text',
} as const;
const perPlatform = { per_platform: flag('true: one count for each platform. Default: false.') };

/** The operations of a kind: those that the platform has a path for. */
export function assetOperations(asset: AssetKind): OperationDefinition[] {
  const { facts, isDocumented = false } = asset;
  const segments = assetSegments(facts);
  return [
    ...readOperations(asset),
    ...(facts.isOnPlatforms ? [platformRead(asset)] : []),
    ...(facts.hasContent || isDocumented ? [contentRead(asset)] : []),
    ...writeOperations(asset),
    ...(facts.hasImages ? imageOperations(asset) : []),
    ...(facts.searchFields === null ? [] : [search(asset, facts.searchFields)]),
  ].map((definition) => ({ ...definition, segments, prefix }));
}

function readOperations({ kind, facts }: AssetKind): OperationDefinition[] {
  const plural = kindInWords(kind);
  const returns = recordShape(facts);
  const several = { identifiers: list(identifierOf(facts)) };
  const filters = listFilters(facts);
  return [
    {
      method: 'counts',
      request: `GET /counts/${kind}`,
      description: facts.isOnPlatforms
        ? `Count the published ${plural}, in total or by platform.`
        : `Count the ${plural}.`,
      auth: 'optional',
      ...(facts.isOnPlatforms && {
        query: perPlatform,
        wireNames: { per_platform: 'detailed' },
        defaults: { per_platform: false },
      }),
      returns: 'any',
    },
    {
      method: 'get_asset',
      request: `GET /${kind}/{identifier}`,
      description: `Get ${withArticle(facts.noun)} by its catalogue identifier.`,
      auth: 'optional',
      query: readChoices(facts),
      client,
      returns,
    },
    {
      method: 'get_assets_async',
      request: `GET /${kind}/{identifier}`,
      description: `Get several ${plural} in one call, in the order of identifiers.`,
      auth: 'optional',
      filledByProcedure: ['identifier'],
      query: readChoices(facts),
      client: { ...several, ...client },
      required: ['identifiers'],
      returns: [returns],
      procedure: 'read_each',
    },
    {
      method: 'get_list',
      request: `GET /${kind}`,
      ...(facts.isOnPlatforms && { pathWith: { platform: `/platforms/{platform}/${kind}` } }),
      description: facts.isOnPlatforms
        ? `List published ${plural}; use offset for the next page.`
        : `List the ${plural}; use offset for the next page.`,
      auth: 'optional',
      query: { ...page, ...filters },
      client,
      ...('get_image' in filters && { constraints: [{ exclusive: ['platform', 'get_image'] }] }),
      returns: [returns],
      defaults: { offset: 0, limit: 10 },
    },
    {
      method: 'get_list_async',
      request: `GET /${kind}`,
      description: `List many ${plural} in one call, requested in parallel batches.`,
      auth: 'optional',
      query: { ...manyItems, ...filters },
      client: { ...batches, ...client },
      returns: [returns],
      procedure: 'list_in_batches',
    },
  ];
}

function platformRead({ kind, facts }: AssetKind): OperationDefinition {
  return {
    method: 'get_asset_from_platform',
    request: `GET /platforms/{platform}/${kind}/{platform_identifier}`,
    description: `Get ${withArticle(facts.noun)} by its identifier on its original platform.`,
    auth: 'optional',
    query: formats(facts),
    client,
    returns: recordShape(facts),
  };
}

function contentRead({ kind, facts }: AssetKind): OperationDefinition {
  return {
    method: 'get_content',
    request: `GET /${kind}/{identifier}/content`,
    pathWith: { distribution_idx: `/${kind}/{identifier}/content/{distribution_idx}` },
    description: facts.hasContent
      ? `Get the link to the data of ${withArticle(facts.noun)}, from its distribution.`
      : `Get the data of an asset; ${kindInWords(kind)} have none, so the platform returns 404.`,
    auth: 'optional',
    ...(facts.hasContent
      ? { returns: contentLink, procedure: 'content_link' as const }
      : { returns: 'bytes' as const }),
  };
}

function writeOperations({ kind, facts, isDocumented = false }: AssetKind): OperationDefinition[] {
  const { noun, isReviewed } = facts;
  const metadata = (use: 'whole' | 'changes') => ({
    metadata: {
      schema: lazy(() => metadataSchema(facts, use)),
      outline: () => metadataOutline(facts, use, isDocumented ? 'names' : 'attributes'),
    },
  });
  const whole = metadata('whole');
  return [
    {
      method: 'register',
      request: `POST /${kind}`,
      description: isReviewed
        ? `Add ${withArticle(noun)} to the catalogue as a private draft. Returns its identifier.`
        : `Add ${withArticle(noun)} to the catalogue. Returns its identifier.`,
      wholeBody: whole,
      required: ['metadata'],
      returns: { identifier: facts.prefix === null ? 'int' : 'text' },
      procedure: 'register_record',
    },
    {
      method: 'replace',
      request: `PUT /${kind}/{identifier}`,
      description: `Replace all metadata of ${withArticle(noun)}; omitted attributes are reset.`,
      wholeBody: whole,
      required: ['metadata'],
      procedure: 'replace_record',
    },
    {
      method: 'update',
      request: `PUT /${kind}/{identifier}`,
      effect: 'update',
      description: `Update some attributes of ${withArticle(noun)} and keep the others. Not atomic.`,
      wholeBody: metadata('changes'),
      required: ['metadata'],
      returns: { identifier: facts.prefix === null ? 'int' : 'text', changed: 'map' },
      procedure: 'read_merge_replace',
    },
    {
      method: 'delete',
      request: `DELETE /${kind}/{identifier}`,
      description: `Delete ${withArticle(noun)} from the catalogue.`,
    },
  ];
}

function imageOperations({ kind, facts }: AssetKind): OperationDefinition[] {
  return [
    {
      method: 'list_images',
      request: `GET /${kind}/{identifier}/image`,
      description: `List the images of ${withArticle(facts.noun)}, without their bytes.`,
      auth: 'optional',
      returns: [{ identifier: 'int', name: 'text', 'encoding_format?': 'text', 'content_size_kb?': 'int' }],
      omits: ['binary_blob'],
    },
    {
      method: 'delete_image',
      request: `DELETE /${kind}/{identifier}/image`,
      description: `Delete an image of ${withArticle(facts.noun)}.`,
      query: { name: imageName },
      required: ['name'],
    },
  ];
}

function search({ kind, facts }: AssetKind, fields: readonly [string, ...string[]]): OperationDefinition {
  return {
    method: 'search',
    request: `GET /search/${kind}`,
    description: `Search ${kindInWords(kind)} by keywords, on all platforms or some; use offset for the next page.`,
    auth: 'optional',
    query: searchParameters(fields),
    wireNames: { query: 'search_query' },
    required: ['query'],
    returns: { total_hits: 'int', resources: [recordShape(facts)], limit: 'int', offset: 'int' },
    defaults: { get_all: true },
  };
}

function kindInWords(kind: KindName): string {
  return kind === 'ml_models' ? 'machine learning models' : kind.replaceAll('_', ' ');
}
