import { toText } from '../../json.ts';
import type { KindName } from '../../tools/aiod/attributes/attribute.ts';
import { KIND_FACTS, KIND_NAMES } from '../../tools/aiod/attributes/kind-facts.ts';
import { type AiodPlatform, type Asset, formatMoment } from './aiod-platform.ts';
import { booleanReader, dateReader, literalReader, wordReader } from './pydantic-values.ts';
import { boundedInteger, MAX_PAGE, pageParameters, type QueryParameters, sliceOf } from './query-reader.ts';

const sortParameters: QueryParameters = {
  sort: { read: wordReader(['date_created', 'date_modified']), default: 'date_modified' },
  direction: { read: wordReader(['asc', 'desc']), default: 'desc' },
};

/** The query of a kind's list. */
export function listParameters(kind: KindName): QueryParameters {
  return {
    ...formatParameters(kind),
    ...pageParameters,
    ...sortParameters,
    date_modified_after: { read: dateReader, default: null },
    date_modified_before: { read: dateReader, default: null },
  };
}

/** The query of one record. */
export function formatParameters(kind: KindName): QueryParameters {
  return { schema: { read: literalReader(KIND_FACTS[kind].schemas), default: 'aiod' } };
}

export const imageParameters: QueryParameters = { get_image: { read: booleanReader, default: false } };
export const countParameters: QueryParameters = { detailed: { read: booleanReader, default: false } };
export const ownParameters: QueryParameters = {
  offset: { read: boundedInteger({ least: 0 }), default: 0 },
  limit: { read: boundedInteger({ most: MAX_PAGE }), default: 10 },
  ...sortParameters,
};

export function publishedAssets(aiod: AiodPlatform, kind: KindName): Asset[] {
  return aiod.activeAssets().filter((asset) => asset.kind === kind && asset.status === 'published');
}

/** One page of a list, as the query sorts and filters it. */
export function listPageOf(assets: readonly Asset[], query: Record<string, unknown>): Asset[] {
  const { date_modified_after: after, date_modified_before: before } = query;
  return sliceOf(
    sortAssets(
      assets.filter((asset) => isWithin(asset, after, before)),
      query,
    ),
    query,
  );
}

export function sortAssets(assets: readonly Asset[], query: Record<string, unknown>): Asset[] {
  const { sort, direction } = query;
  const momentOf = ({ created, modified }: Asset) => (sort === 'date_created' ? created : modified);
  const sign = direction === 'asc' ? 1 : -1;
  return assets.toSorted((one, other) => sign * (momentOf(one) - momentOf(other)));
}

/** From the first day, included, to the last, which is not. */
export function isWithin({ modified }: Asset, after: unknown, before: unknown): boolean {
  const day = formatMoment(modified);
  return (typeof after !== 'string' || day >= after) && (typeof before !== 'string' || day < before);
}

/** Assets without a platform count as the catalogue's own. */
export function countByPlatform(assets: readonly Asset[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { metadata } of assets) {
    const platform = toText(metadata['platform'] ?? 'aiod');
    counts[platform] = (counts[platform] ?? 0) + 1;
  }
  return counts;
}

export function countAllKinds(aiod: AiodPlatform): Record<string, Record<string, number>> {
  return Object.fromEntries(
    KIND_NAMES.map((kind) => [kind, countByPlatform(publishedAssets(aiod, kind))] as const).filter(
      ([, counts]) => Object.keys(counts).length > 0,
    ),
  );
}
