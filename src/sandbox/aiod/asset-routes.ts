import { toText } from '../../json.ts';
import type { KindName } from '../../tools/aiod/attributes/attribute.ts';
import { KIND_FACTS } from '../../tools/aiod/attributes/kind-facts.ts';
import { accountOrNull, requireAccount } from './accounts.ts';
import { AiodError, refuseInvalid } from './aiod-error.ts';
import { type Asset, RECOGNIZED_PLATFORMS } from './aiod-platform.ts';
import { type AiodHandler, type AiodRequest, Redirect } from './aiod-request.ts';
import { checkPrefix, checkReadable, findAsset, findAssetOnPlatform } from './asset-access.ts';
import { contentLink } from './asset-content.ts';
import {
  countByPlatform,
  countParameters,
  formatParameters,
  imageParameters,
  listPageOf,
  listParameters,
  publishedAssets,
} from './asset-lists.ts';
import { fullRecord, indexedRecord, recordFor } from './asset-records.ts';
import { searchAssets, searchQuery } from './asset-search.ts';
import { deleteAsset, registerAsset, replaceAsset } from './asset-writes.ts';
import { inFormat } from './dataset-formats.ts';
import { imageRoutes } from './image-routes.ts';
import type { ApiVersion } from './metadata-reader.ts';
import { integerReader } from './pydantic-values.ts';
import { readQueryValues } from './query-reader.ts';
import { submitOneAsset } from './reviews.ts';

/** The routes of one kind of asset, by verb and path. */
export function assetRoutes(kind: KindName, version: ApiVersion): Readonly<Record<string, AiodHandler>> {
  const { hasContent, hasImages, hasSubmitPathInV2, searchFields } = KIND_FACTS[kind];
  return {
    [`GET /counts/${kind}`]: ({ aiod, query }) => {
      const { detailed } = readQueryValues(countParameters, query);
      const assets = publishedAssets(aiod, kind);
      return detailed === true ? countByPlatform(assets) : assets.length;
    },
    [`GET /${kind}`]: (request) => listAssets(request, kind, publishedAssets(request.aiod, kind)),
    [`GET /${kind}/{identifier}`]: (request) => readAsset(request, kind),
    [`GET /platforms/{platform}/${kind}`]: (request) => listAssets(request, kind, publishedOn(request, kind)),
    [`GET /platforms/{platform}/${kind}/{identifier}`]: (request) => readOnPlatform(request, kind),
    [`POST /${kind}`]: ({ aiod, user, body }) => {
      const { identifier } = registerAsset(aiod, kind, requireAccount(user), body, version);
      return { identifier };
    },
    [`PUT /${kind}/{identifier}`]: ({ aiod, user, path, body }) => {
      replaceAsset(aiod, kind, path['identifier'] ?? '', requireAccount(user), body, version);
      return null;
    },
    [`DELETE /${kind}/{identifier}`]: ({ aiod, user, path }) => {
      deleteAsset(aiod, kind, path['identifier'] ?? '', requireAccount(user));
      return null;
    },
    ...(version === 'v2' && hasSubmitPathInV2
      ? { [`POST /${kind}/submit/{identifier}`]: submitter(kind) }
      : {}),
    ...(searchFields === null
      ? {}
      : { [`GET /search/${kind}`]: (request: AiodRequest) => searchKind(request, kind, searchFields) }),
    ...(hasContent
      ? {
          [`GET /${kind}/{identifier}/content`]: (request: AiodRequest) => content(request, kind),
          [`GET /${kind}/{identifier}/content/{distribution_idx}`]: (request: AiodRequest) =>
            content(request, kind),
        }
      : {}),
    ...(hasImages ? imageRoutes(kind) : {}),
  };
}

function publishedOn({ aiod, path }: AiodRequest, kind: KindName): Asset[] {
  return publishedAssets(aiod, kind).filter(({ metadata }) => metadata['platform'] === path['platform']);
}

function listAssets(request: AiodRequest, kind: KindName, assets: readonly Asset[]): unknown[] {
  const query = readQueryValues(
    { ...listParameters(kind), ...(takesImages(request, kind) ? imageParameters : {}) },
    request.query,
  );
  return listPageOf(assets, query).map((asset) => presented(request, asset, query));
}

/** Lists of a platform come without images. */
function takesImages({ path }: AiodRequest, kind: KindName): boolean {
  return KIND_FACTS[kind].hasImages && path['platform'] === undefined;
}

function readAsset(request: AiodRequest, kind: KindName): unknown {
  const { aiod, path, user } = request;
  const query = readQueryValues(
    { ...formatParameters(kind), ...(takesImages(request, kind) ? imageParameters : {}) },
    request.query,
  );
  const identifier = path['identifier'] ?? '';
  // Kinds with images are looked up without a look at the prefix.
  if (!KIND_FACTS[kind].hasImages) checkPrefix(kind, identifier);
  const asset = findAsset(aiod, kind, identifier);
  checkReadable(asset, accountOrNull(user));
  if (asset.status === 'published')
    aiod.state.hits.set(identifier, (aiod.state.hits.get(identifier) ?? 0) + 1);
  return presented(request, asset, query);
}

function readOnPlatform(request: AiodRequest, kind: KindName): unknown {
  const { aiod, path, user } = request;
  const query = readQueryValues(formatParameters(kind), request.query);
  const { platform = '', identifier = '' } = path;
  if (!RECOGNIZED_PLATFORMS.some((each) => each === platform)) {
    throw new AiodError(400, `platform '${platform}' not recognized.`);
  }
  const asset = findAssetOnPlatform(aiod, kind, platform, identifier);
  checkReadable(asset, accountOrNull(user));
  return presented(request, asset, query);
}

/** An asset in the format that the query names. */
function presented(
  { aiod, version, user }: AiodRequest,
  asset: Asset,
  { schema, get_image }: Record<string, unknown>,
): unknown {
  const options = { version, withImages: get_image === true };
  if (schema === 'aiod') return recordFor(aiod, asset, accountOrNull(user), options);
  return inFormat(String(schema), fullRecord(aiod, asset, options), (identifier) =>
    toText(aiod.activeAsset(identifier)?.metadata['name']),
  );
}

function searchKind(request: AiodRequest, kind: KindName, fields: readonly string[]): unknown {
  const { aiod, version } = request;
  const query = readQueryValues(searchQuery(fields), request.query);
  const { total, page } = searchAssets(aiod, kind, fields, query);
  const toRecord = query['get_all'] === true ? fullRecord : indexedRecord;
  return {
    total_hits: total,
    resources: page.map((asset) => toRecord(aiod, asset, { version })),
    limit: query['limit'],
    offset: query['offset'],
  };
}

function content({ aiod, path, user }: AiodRequest, kind: KindName): Redirect {
  const { identifier = '', distribution_idx: index } = path;
  const issues: Parameters<typeof integerReader>[2] = [];
  const position = index === undefined ? null : integerReader(index, ['path', 'distribution_idx'], issues);
  refuseInvalid(issues);
  const asset = findAsset(aiod, kind, identifier);
  checkReadable(asset, accountOrNull(user));
  return new Redirect(303, contentLink(aiod, asset, position === null ? null : Number(position)));
}

function submitter(kind: KindName): AiodHandler {
  return ({ aiod, user, path, body }) => {
    const account = requireAccount(user);
    return submitOneAsset(aiod, account, findAsset(aiod, kind, path['identifier'] ?? ''), body);
  };
}
