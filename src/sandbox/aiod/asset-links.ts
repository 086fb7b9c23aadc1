import type { Attribute, KindName } from '../../tools/aiod/attributes/attribute.ts';
import { KIND_FACTS, kindsReferredTo } from '../../tools/aiod/attributes/kind-facts.ts';
import { AiodError } from './aiod-error.ts';
import type { AiodPlatform, Asset, Metadata } from './aiod-platform.ts';
import { classNameOf } from './metadata-reader.ts';
import { withReachableLinks } from './stored-links.ts';

/** Attributes that show the same links from both ends. */
const INVERSES: Readonly<Record<string, string>> = {
  has_part: 'is_part_of',
  is_part_of: 'has_part',
  relevant_resource: 'relevant_to',
  relevant_to: 'relevant_resource',
};

/** What the platform's errors call groups of kinds. */
const GROUP_CLASSES: Readonly<Record<string, string>> = {
  agents: 'AgentTable',
  ai_assets: 'AIAssetTable',
  ai_resources: 'AIResourceORM',
};

/** Kinds whose contact's own attribute holds the link that they show as `contact_details`. */
const CONTACT_OWNERS: Readonly<Partial<Record<KindName, string>>> = {
  organisations: 'organisation',
  persons: 'person',
};

/** @throws AiodError 404 for an identifier that leads to no asset of the kinds that it may be of. */
export function checkLinks(aiod: AiodPlatform, kind: KindName, metadata: Metadata): void {
  for (const [name, attribute] of linkAttributes(kind)) {
    const identifiers = [metadata[name] ?? []].flat() as string[];
    refuseUnknown(aiod, attribute, identifiers, kind === 'projects' && name === 'coordinator');
  }
  const entry = metadata['aiod_entry'] as { editor: string[] } | null | undefined;
  refuseUnknown(aiod, { type: 'text', refersTo: 'persons' }, entry?.editor ?? [], false);
}

function linkAttributes(kind: KindName): [string, Attribute][] {
  return Object.entries(KIND_FACTS[kind].attributes).filter(([, { refersTo }]) => refersTo !== undefined);
}

function refuseUnknown(
  aiod: AiodPlatform,
  { refersTo = 'ai_resources' }: Attribute,
  identifiers: readonly string[],
  isColumnOfItsOwn: boolean,
): void {
  const kinds = kindsReferredTo(refersTo);
  const unknown = identifiers.filter((identifier) => {
    const asset = aiod.activeAsset(identifier);
    return asset === undefined || !kinds.includes(asset.kind);
  });
  if (unknown.length === 0) return;
  // This one attribute is not checked before it reaches the data base.
  if (isColumnOfItsOwn) throw new AiodError(400, '(sqlite3.IntegrityError) FOREIGN KEY constraint failed');
  const [kind] = kinds;
  const name =
    GROUP_CLASSES[refersTo] ?? (kind === undefined ? refersTo : classNameOf(KIND_FACTS[kind].singular));
  throw new AiodError(404, `Could not find ${name} with identifiers ${unknown.join(', ')}.`);
}

/** Makes other assets show the links that were written to this one. */
export function linkBack(aiod: AiodPlatform, asset: Asset): void {
  for (const [name, inverse] of Object.entries(INVERSES)) {
    if (name in asset.metadata) linkList(aiod, asset, name, inverse);
  }
  const owned = CONTACT_OWNERS[asset.kind];
  if (owned !== undefined) {
    setLink(aiod, owned, asset.identifier, asset.metadata['contact_details']);
  }
  if (asset.kind !== 'contacts') return;
  for (const name of Object.values(CONTACT_OWNERS)) {
    const owner = asset.metadata[name];
    if (typeof owner === 'string') setLink(aiod, name, owner, asset.identifier);
  }
}

function linkList(aiod: AiodPlatform, asset: Asset, name: string, inverse: string): void {
  const linked = new Set(asset.metadata[name] as string[]);
  for (const other of aiod.state.assets.values()) {
    const back = other.metadata[inverse] as string[] | undefined;
    if (back === undefined || back.includes(asset.identifier) === linked.has(other.identifier)) continue;
    const list = linked.has(other.identifier)
      ? [...back, asset.identifier]
      : back.filter((each) => each !== asset.identifier);
    other.metadata = { ...other.metadata, [inverse]: list };
  }
}

/** An owner has one contact: what is linked now takes the place of the one before. */
function setLink(aiod: AiodPlatform, name: string, owner: string, contact: unknown): void {
  for (const other of aiod.state.assets.values()) {
    if (other.kind !== 'contacts') continue;
    if (other.identifier === contact) other.metadata = { ...other.metadata, [name]: owner };
    else if (other.metadata[name] === owner) other.metadata = { ...other.metadata, [name]: null };
  }
}

/** The metadata with its links as they are now: without deleted assets. */
export function withCurrentLinks(aiod: AiodPlatform, asset: Asset): Record<string, unknown> {
  const metadata = { ...asset.metadata };
  const isActive = (identifier: unknown) => aiod.activeAsset(String(identifier)) !== undefined;
  for (const [name] of linkAttributes(asset.kind)) {
    const value = metadata[name];
    if (Array.isArray(value)) metadata[name] = value.filter(isActive);
    else if (value !== null && !isActive(value)) metadata[name] = null;
  }
  const owned = CONTACT_OWNERS[asset.kind];
  if (owned !== undefined) {
    const contact = aiod.activeAssets().find((each) => each.metadata[owned] === asset.identifier);
    metadata['contact_details'] = contact?.identifier ?? null;
  }
  if ('distribution' in metadata)
    metadata['distribution'] = withReachableLinks(aiod, metadata['distribution']);
  return metadata;
}
