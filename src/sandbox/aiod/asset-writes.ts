import { toText } from '../../json.ts';
import type { KindName } from '../../tools/aiod/attributes/attribute.ts';
import { KIND_FACTS } from '../../tools/aiod/attributes/kind-facts.ts';
import { type Account, connects, isConnector } from './accounts.ts';
import { AiodError } from './aiod-error.ts';
import type { AiodPlatform, Asset, Metadata } from './aiod-platform.ts';
import { checkDeletable, checkPrefix, checkWritable, findAsset } from './asset-access.ts';
import { checkLinks, linkBack } from './asset-links.ts';
import { type ApiVersion, readMetadata } from './metadata-reader.ts';
import { withStorableLinks } from './stored-links.ts';
import { withKnownTerms } from './vocabulary-terms.ts';

/** Registers an asset as a private draft; what a connector registers is published at once. */
export function registerAsset(
  aiod: AiodPlatform,
  kind: KindName,
  user: Account,
  body: unknown,
  version: ApiVersion,
): Asset {
  const facts = KIND_FACTS[kind];
  const given = readMetadata(facts, body, version);
  checkOrigin(user, given);
  refuseBytes(given, ['media', 'distribution']);
  const { aiod_entry, ...metadata } = withKnownTerms(facts.attributes, withAlias(kind, given));
  checkLinks(aiod, kind, given);
  if (isConnector(user)) checkPair(aiod, kind, given);
  const identifier = aiod.newIdentifier(facts.prefix ?? '');
  const own = { platform: 'aiod', platform_resource_identifier: identifier };
  const created = aiod.moment();
  const asset: Asset = {
    identifier,
    kind,
    metadata: isConnector(user) ? metadata : { ...metadata, ...own },
    editors: editorsIn(aiod_entry),
    status: isConnector(user) ? 'published' : 'draft',
    created,
    modified: created,
    deleted: null,
    images: [],
    permissions: new Map([[user.name, 'admin']]),
  };
  aiod.state.assets.set(identifier, asset);
  storeLinks(aiod, asset);
  return asset;
}

/** Replaces the metadata: what the body leaves out is reset, apart from single records and media. */
export function replaceAsset(
  aiod: AiodPlatform,
  kind: KindName,
  identifier: string,
  user: Account,
  body: unknown,
  version: ApiVersion,
): void {
  const facts = KIND_FACTS[kind];
  const given = readMetadata(facts, body, version);
  checkPrefix(kind, identifier);
  const asset = findAsset(aiod, kind, identifier);
  checkWritable(asset, user);
  if (asset.status === 'submitted') throw new AiodError(403, 'You cannot edit an asset under submission.');
  // Unlike at registration, distributions may come with bytes.
  refuseBytes(given, ['media']);
  const { aiod_entry, total_cost_euro: _, ...metadata } = withKnownTerms(facts.attributes, given);
  checkLinks(aiod, kind, given);
  checkPair(aiod, kind, given, asset);
  if (hasValue(metadata['media'])) asset.images = [];
  for (const [name, attribute] of Object.entries(facts.attributes)) {
    const isKept = (attribute.type === 'record' && attribute.isList !== true) || name === 'media';
    if (isKept && name in metadata && !hasValue(metadata[name])) metadata[name] = asset.metadata[name];
  }
  asset.metadata = metadata;
  asset.editors = editorsIn(aiod_entry);
  asset.modified = aiod.moment();
  storeLinks(aiod, asset);
}

function storeLinks(aiod: AiodPlatform, asset: Asset): void {
  const { distribution } = asset.metadata;
  if (distribution !== undefined) {
    asset.metadata = { ...asset.metadata, distribution: withStorableLinks(aiod, distribution) };
  }
  linkBack(aiod, asset);
}

/** Deleted assets stay stored, but are not found any more. */
export function deleteAsset(aiod: AiodPlatform, kind: KindName, identifier: string, user: Account): void {
  checkPrefix(kind, identifier);
  const asset = findAsset(aiod, kind, identifier);
  checkDeletable(asset, user);
  asset.deleted = aiod.moment();
}

/** The name of v2 stands for that of v3 in what is registered; a replacement ignores it. */
function withAlias(kind: KindName, { total_cost_euro: alias, ...metadata }: Metadata): Metadata {
  return kind === 'projects' && typeof alias === 'number'
    ? { ...metadata, total_cost_euros: alias }
    : metadata;
}

function editorsIn(entry: unknown): readonly string[] {
  return (entry as { editor: string[] } | null)?.editor ?? [];
}

function hasValue(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined;
}

/** Connectors have to say where a record comes from, and others must not. */
function checkOrigin(user: Account, { platform, platform_resource_identifier: identifier }: Metadata): void {
  if (!isConnector(user)) {
    if (!hasValue(platform) && !hasValue(identifier)) return;
    throw new AiodError(403, 'No permission to set platform or platform resource identifier.');
  }
  if (!connects(user, platform)) {
    throw new AiodError(403, `No permission to upload assets for ${toText(platform ?? 'None')} platform.`);
  }
  if (!hasValue(identifier)) throw new AiodError(403, 'Platform resource identifier may not be none.');
}

/** @throws AiodError 400, 409 or 412 */
function checkPair(aiod: AiodPlatform, kind: KindName, metadata: Metadata, self?: Asset): void {
  const { platform, platform_resource_identifier: identifier } = metadata;
  if (hasValue(platform) !== hasValue(identifier)) {
    throw new AiodError(
      400,
      'If platform is NULL, platform_resource_identifier should also be NULL, and vice versa.',
    );
  }
  if (typeof platform !== 'string') return;
  if (![...aiod.state.platforms.values()].includes(platform)) {
    throw new AiodError(
      412,
      `Platform ${platform} does not exist. You can register it using the POST platforms endpoint.`,
    );
  }
  const taken = aiod
    .activeAssets()
    .find(
      (asset) =>
        asset !== self &&
        asset.kind === kind &&
        asset.metadata['platform'] === platform &&
        asset.metadata['platform_resource_identifier'] === identifier,
    );
  if (taken === undefined) return;
  throw new AiodError(
    409,
    `There already exists a ${KIND_FACTS[kind].singular} with the same platform and platform_resource_identifier, with identifier=${taken.identifier}.`,
  );
}

/** @throws AiodError 400 where a file comes with its bytes. */
function refuseBytes(metadata: Metadata, names: readonly string[]): void {
  const files = names.flatMap((name) => (metadata[name] ?? []) as { binary_blob?: unknown }[]);
  if (files.some((file) => hasValue(file.binary_blob))) {
    throw new AiodError(400, 'Setting `binary_blob` is forbidden. Consider using `content_url` instead.');
  }
}
