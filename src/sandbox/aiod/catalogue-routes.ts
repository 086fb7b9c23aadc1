import type { ReferenceTarget } from '../../tools/aiod/attributes/attribute.ts';
import { kindOfIdentifier, kindsReferredTo } from '../../tools/aiod/attributes/kind-facts.ts';
import { accountOrNull, requireAccount } from './accounts.ts';
import { AiodError, refuseInvalid, type ValidationIssue } from './aiod-error.ts';
import { type AiodHandler, type AiodRequest, HtmlPage } from './aiod-request.ts';
import { checkReadable } from './asset-access.ts';
import { countAllKinds, ownParameters } from './asset-lists.ts';
import { listPermissions, setPermission } from './asset-permissions.ts';
import { fullRecord } from './asset-records.ts';
import { addBookmark, bookmarkParameters, deleteBookmark, listBookmarks } from './bookmarks.ts';
import type { ApiVersion } from './metadata-reader.ts';
import { integerReader } from './pydantic-values.ts';
import { boundedInteger, MAX_PAGE, pageParameters, readQueryValues, sliceOf } from './query-reader.ts';
import {
  deletePlatform,
  getPlatform,
  platformRecord,
  registerPlatform,
  replacePlatform,
} from './registered-platforms.ts';
import {
  getSubmission,
  listSubmissions,
  modeParameters,
  retractSubmission,
  reviewSubmission,
  submitAssets,
} from './reviews.ts';
import { userResources } from './user-resources.ts';
import { vocabularyPaths } from './vocabulary-terms.ts';

const limitParameters = { limit: { read: boundedInteger({ least: 1, most: MAX_PAGE }), default: 10 } };

/** The routes that belong to no kind of asset, by verb and path. */
export function catalogueRoutes(version: ApiVersion): Readonly<Record<string, AiodHandler>> {
  return {
    'GET /': () => startPage(version),
    'GET /authorization_test': ({ user }) => requireAccount(user),
    'GET /counts': ({ aiod }) => countAllKinds(aiod),
    'GET /assets/{identifier}': readAnyAsset,
    'GET /agents/{identifier}': (request) => readAsParent(request, 'agents', 'agent'),
    'GET /ai_assets/{identifier}': (request) => readAsParent(request, 'ai_assets', 'ai_asset'),
    'GET /ai_resources/{identifier}': (request) => readAsParent(request, 'ai_resources', 'ai_resource'),
    'GET /user/resources': ({ aiod, user, query }) => {
      const account = requireAccount(user);
      return userResources(aiod, account, readQueryValues(ownParameters, query), version);
    },
    'GET /stats/top/{kind}': ({ aiod, path, query }) => {
      const { limit } = readQueryValues(limitParameters, query);
      const hits = [...aiod.state.hits].filter(
        ([identifier]) => aiod.activeAsset(identifier)?.kind === path['kind'],
      );
      const sorted = hits.toSorted(([, one], [, other]) => other - one);
      return sorted.slice(0, Number(limit)).map(([asset_id, count]) => ({ asset_id, hits: count }));
    },
    ...Object.fromEntries(
      vocabularyPaths(version).map(([path, list]): [string, AiodHandler] => [
        `GET /${path}`,
        ({ aiod }) => list(aiod),
      ]),
    ),
    ...REVIEWS,
    ...PERMISSIONS,
    ...BOOKMARKS,
    ...PLATFORMS,
  };
}

const REVIEWS: Readonly<Record<string, AiodHandler>> = {
  'GET /submissions': ({ aiod, user, query }) => {
    const account = requireAccount(user);
    return listSubmissions(aiod, account, readQueryValues(modeParameters, query)['mode']);
  },
  'GET /submissions/{identifier}': ({ aiod, user, path }) => {
    const account = requireAccount(user);
    return getSubmission(aiod, account, integerInPath(path['identifier'] ?? '', 'identifier'));
  },
  'POST /submissions': ({ aiod, user, body }) => submitAssets(aiod, requireAccount(user), body),
  'POST /submissions/retract/{identifier}': ({ aiod, user, path }) =>
    retractSubmission(aiod, requireAccount(user), path['identifier'] ?? ''),
  'POST /reviews': ({ aiod, user, body }) => reviewSubmission(aiod, requireAccount(user), body),
};

const PERMISSIONS: Readonly<Record<string, AiodHandler>> = {
  'POST /assets/permissions': ({ aiod, user, body }) => {
    setPermission(aiod, requireAccount(user), body);
    return null;
  },
  'GET /assets/permissions/{identifier}': ({ aiod, user, path }) =>
    listPermissions(aiod, requireAccount(user), path['identifier'] ?? ''),
};

const BOOKMARKS: Readonly<Record<string, AiodHandler>> = {
  'GET /bookmarks': ({ aiod, user, query }) => {
    const account = requireAccount(user);
    return sliceOf(listBookmarks(aiod, account), readQueryValues(pageParameters, query));
  },
  'POST /bookmarks': ({ aiod, user, query }) => {
    const account = requireAccount(user);
    return addBookmark(
      aiod,
      account,
      String(readQueryValues(bookmarkParameters, query)['resource_identifier']),
    );
  },
  'DELETE /bookmarks': ({ aiod, user, query }) => {
    const account = requireAccount(user);
    const { resource_identifier: asset } = readQueryValues(bookmarkParameters, query);
    deleteBookmark(aiod, account, String(asset));
    return null;
  },
};

const PLATFORMS: Readonly<Record<string, AiodHandler>> = {
  'GET /counts/platforms': ({ aiod }) => aiod.state.platforms.size,
  'GET /platforms': ({ aiod, query }) =>
    sliceOf(
      [...aiod.state.platforms].map(([identifier, name]) => platformRecord(identifier, name)),
      readQueryValues(pageParameters, query),
    ),
  'GET /platforms/{identifier}': ({ aiod, path }) => getPlatform(aiod, path['identifier'] ?? ''),
  'POST /platforms': ({ aiod, user, body }) => registerPlatform(aiod, requireAccount(user), body),
  'PUT /platforms/{identifier}': ({ aiod, user, path, body }) => {
    const account = requireAccount(user);
    integerInPath(path['identifier'] ?? '', 'identifier');
    replacePlatform(aiod, account, path['identifier'] ?? '', body);
    return null;
  },
  'DELETE /platforms/{identifier}': ({ aiod, user, path }) => {
    deletePlatform(aiod, requireAccount(user), path['identifier'] ?? '');
    return null;
  },
};

/** An asset of any kind, with all of its keys; contacts are not masked here. */
function readAnyAsset({ aiod, version, user, path: { identifier = '' } }: AiodRequest): unknown {
  if (kindOfIdentifier(identifier) === undefined) {
    throw new AiodError(404, `Unknown asset type with identifier '${identifier}'`);
  }
  const asset = aiod.activeAsset(identifier);
  if (asset === undefined) throw new AiodError(404, `No active asset found for identifier '${identifier}'`);
  checkReadable(asset, accountOrNull(user));
  return fullRecord(aiod, asset, { version });
}

/** The older paths of groups of kinds: they do not look at the status, and lack what only v2 has. */
function readAsParent(
  { aiod, path: { identifier = '' } }: AiodRequest,
  group: ReferenceTarget,
  name: string,
): unknown {
  const asset = aiod.activeAsset(identifier);
  if (asset === undefined || !kindsReferredTo(group).includes(asset.kind)) {
    throw new AiodError(404, `${name} with identifier ${identifier} not found.`);
  }
  return fullRecord(aiod, asset, { version: 'v3' });
}

function integerInPath(value: string, name: string): number {
  const issues: ValidationIssue[] = [];
  const number = integerReader(value, ['path', name], issues);
  refuseInvalid(issues);
  return Number(number);
}

function startPage(version: ApiVersion): HtmlPage {
  return new HtmlPage(
    `<!DOCTYPE html><html><body><p>The description of this API is <a href="/aiod/${version}/openapi.json">here</a>.</p></body></html>`,
  );
}
