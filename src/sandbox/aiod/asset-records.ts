import { isObject, withoutNulls } from '../../json.ts';
import { KIND_FACTS } from '../../tools/aiod/attributes/kind-facts.ts';
import type { Account } from './accounts.ts';
import { type AiodPlatform, type Asset, formatMoment } from './aiod-platform.ts';
import { emptyMedium } from './asset-images.ts';
import { withCurrentLinks } from './asset-links.ts';
import { attributesInOrder, isColumn } from './attribute-order.ts';
import type { ApiVersion } from './metadata-reader.ts';

const MASK = '******';
/** The platform whose personal data is hidden even from users. */
const GUARDED_PLATFORM = 'ai4europe_cms';

export interface RecordOptions {
  readonly version: ApiVersion;
  /** Whether media come with the bytes of uploaded images. */
  readonly withImages?: boolean;
}

/** An asset as most paths show it: keys without a value are left out. */
export function recordFor(
  aiod: AiodPlatform,
  asset: Asset,
  user: Account | null,
  options: RecordOptions,
): unknown {
  const record = fullRecord(aiod, asset, options);
  const isMasked = user === null || asset.metadata['platform'] === GUARDED_PLATFORM;
  if (asset.kind === 'contacts' && isMasked) record['email'] = [MASK];
  return withoutNulls(record);
}

/** Every key of an asset, with null where there is no value; nothing is masked. */
export function fullRecord(
  aiod: AiodPlatform,
  asset: Asset,
  { version, withImages = false }: RecordOptions,
): Record<string, unknown> {
  const { kind, identifier, editors, status, modified, created } = asset;
  const { readOnly } = KIND_FACTS[kind];
  const metadata: Record<string, unknown> = withCurrentLinks(aiod, asset);
  metadata['aiod_entry'] = {
    editor: editors,
    status,
    date_modified: formatMoment(modified),
    date_created: formatMoment(created),
  };
  for (const key of readOnly) metadata[key] = identifier;
  if (readOnly.includes('contacts')) metadata['contacts'] = embeddedContacts(aiod, metadata, version);
  if (Array.isArray(metadata['media'])) metadata['media'] = mediaOf(asset, metadata['media'], withImages);
  return arranged(asset, metadata, version);
}

/** The keys in the platform's order. */
function arranged(
  { kind }: Asset,
  metadata: Readonly<Record<string, unknown>>,
  version: ApiVersion,
): Record<string, unknown> {
  const { attributes, readOnly } = KIND_FACTS[kind];
  const inOrder = attributesInOrder(attributes).filter(([, { onlyIn }]) => onlyIn === undefined);
  const columns = inOrder.filter(([, attribute]) => isColumn(attribute)).map(([name]) => name);
  const parents = readOnly.filter((key) => key !== 'identifier' && key !== 'contacts').sort();
  const others = Object.keys(metadata).filter((key) => ![...columns, ...parents, 'identifier'].includes(key));
  const keys = [...columns, ...parents, ...others.sort(), 'identifier'];
  const record: Record<string, unknown> = Object.fromEntries(keys.map((key) => [key, metadata[key] ?? null]));
  if (version === 'v2' && kind === 'projects') record['total_cost_euro'] = metadata['total_cost_euros'];
  return record;
}

function embeddedContacts(
  aiod: AiodPlatform,
  { contact }: Readonly<Record<string, unknown>>,
  version: ApiVersion,
): unknown[] {
  return (contact as string[]).flatMap((identifier) => {
    const asset = aiod.activeAsset(identifier);
    return asset === undefined ? [] : [fullRecord(aiod, asset, { version })];
  });
}

function mediaOf(asset: Asset, media: readonly unknown[], withImages: boolean): unknown[] {
  const uploaded = asset.images.map(({ name, type, blob }) => ({
    name,
    encoding_format: type,
    binary_blob: withImages ? blob : null,
  }));
  return [...media, ...uploaded].map((each) => ({
    ...emptyMedium(asset.kind),
    ...(isObject(each) ? each : {}),
  }));
}

/** What the index of the search keeps of an asset; all else is empty. */
export function indexedRecord(
  aiod: AiodPlatform,
  asset: Asset,
  options: RecordOptions,
): Record<string, unknown> {
  const record = fullRecord(aiod, asset, options);
  const indexed = ['platform', 'name', 'identifier'];
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => {
      if (key === 'aiod_entry') {
        return [key, { ...(value as Record<string, unknown>), editor: [], date_created: null }];
      }
      if (key === 'description') return [key, value ?? { plain: null, html: null }];
      if (indexed.includes(key)) return [key, value];
      return [key, Array.isArray(value) ? [] : null];
    }),
  );
}

/** The row of an asset in the table of its kind, which submissions show. */
export function tableRow(aiod: AiodPlatform, asset: Asset): Record<string, unknown> {
  const { attributes, readOnly } = KIND_FACTS[asset.kind];
  const position = [...aiod.state.assets.keys()].indexOf(asset.identifier);
  const row: Record<string, unknown> = {
    identifier: asset.identifier,
    date_deleted: asset.deleted === null ? null : formatMoment(asset.deleted),
    aiod_entry_identifier: position + 1,
  };
  for (const [name, attribute] of Object.entries(attributes)) {
    if (attribute.isList === true || attribute.onlyIn !== undefined) continue;
    if (isColumn(attribute)) row[name] = asset.metadata[name] ?? null;
    else if (name !== 'aiod_entry' && name !== 'contact_details') {
      const value = asset.metadata[name] ?? null;
      row[`${name}_identifier`] = attribute.refersTo === undefined && value !== null ? position + 1 : value;
    }
  }
  for (const key of readOnly) {
    if (key !== 'identifier' && key !== 'contacts') row[key.replace(/entifier$/, '')] = asset.identifier;
  }
  return row;
}
