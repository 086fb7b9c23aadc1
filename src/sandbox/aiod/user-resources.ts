import type { KindName } from '../../tools/aiod/attributes/attribute.ts';
import { KIND_FACTS } from '../../tools/aiod/attributes/kind-facts.ts';
import type { Account } from './accounts.ts';
import type { AiodPlatform } from './aiod-platform.ts';
import { sortAssets } from './asset-lists.ts';
import { fullRecord } from './asset-records.ts';
import type { ApiVersion } from './metadata-reader.ts';

const KINDS_IN_ORDER: readonly KindName[] = [
  'contacts',
  'organisations',
  'persons',
  'datasets',
  'publications',
  'case_studies',
  'computational_assets',
  'experiments',
  'ml_models',
  'educational_resources',
  'events',
  'news',
  'projects',
  'services',
  'teams',
  'resource_bundles',
];

/** What the user has admin permission on, by kind. Deleted assets count for the page, but are not shown. */
export function userResources(
  aiod: AiodPlatform,
  user: Account,
  query: Record<string, unknown>,
  version: ApiVersion,
): Record<string, unknown[]> {
  const own = [...aiod.state.assets.values()].filter(
    ({ permissions }) => permissions.get(user.name) === 'admin',
  );
  const offset = Number(query['offset']);
  const limit = Number(query['limit']);
  // v2 takes its default for no limit at all, and so do both take 0.
  const isUnlimited = limit <= 0 || (version === 'v2' && limit === 10);
  const page = sortAssets(own, query).slice(offset, isUnlimited ? undefined : offset + limit);
  const shown = page.filter(({ deleted }) => deleted === null);
  return Object.fromEntries(
    KINDS_IN_ORDER.map((kind) => [
      KIND_FACTS[kind].singular,
      shown.filter((asset) => asset.kind === kind).map((asset) => fullRecord(aiod, asset, { version })),
    ]),
  );
}
