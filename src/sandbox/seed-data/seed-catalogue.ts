import type { KindName } from '../../tools/aiod/attributes/attribute.ts';
import type { Account } from '../aiod/accounts.ts';
import type { AiodPlatform, Asset } from '../aiod/aiod-platform.ts';
import { registerAsset } from '../aiod/asset-writes.ts';
import { reviewSubmission, submitAssets } from '../aiod/reviews.ts';
import { DRAFT_DATASET, OWN_ORGANISATION, PLATFORM_ASSETS, type SeedAsset } from './catalogue-assets.ts';
import { DRAFT_CONTACT, OWN_CONTACTS, PLATFORM_CONTACTS } from './contacts.ts';

/** Stores a text and returns a link to it. */
export type StoreText = (name: string, text: string) => string;

const DAY = 24 * 60 * 60_000;
const OWNER: Account = { name: 'alice', roles: [] };
const REVIEWER: Account = { name: 'reviewer', roles: ['review_aiod_resources'] };

/** Fills the catalogue with sample data, as if it had been registered over the last months. */
export function seedCatalogue(aiod: AiodPlatform, store: StoreText): void {
  const added = new Map<string, string>();
  let age = 320 * DAY;
  const register = (kind: KindName, user: Account, metadata: Readonly<Record<string, unknown>>): Asset => {
    age -= 9 * DAY + 3_671_000;
    const asset = registerAsset(
      aiod.at(aiod.now() - age),
      kind,
      user,
      withIdentifiers(metadata, added),
      'v3',
    );
    added.set(String(metadata['name']), asset.identifier);
    return asset;
  };
  const withFiles = ({ metadata, files = [] }: SeedAsset) => ({
    ...metadata,
    ...(files.length > 0 && {
      distribution: files.map(({ name, format, text }) => ({
        name,
        encoding_format: format,
        content_url: store(name, text),
      })),
    }),
  });
  for (const contact of PLATFORM_CONTACTS) register('contacts', connectorOf(contact.platform), contact);
  PLATFORM_ASSETS.forEach((asset, position) => {
    const origin = { platform: 'example', platform_resource_identifier: `sample-${position + 1}` };
    register(asset.kind, connectorOf('example'), { ...withFiles(asset), ...origin });
  });
  const own = OWN_CONTACTS.map((contact) => register('contacts', OWNER, contact));
  own.push(register('organisations', OWNER, OWN_ORGANISATION.metadata));
  const then = aiod.at(aiod.now() - age);
  const submission = submitAssets(then, OWNER, {
    asset_identifiers: own.map(({ identifier }) => identifier),
    comment: 'Our contacts',
  });
  reviewSubmission(then, REVIEWER, { ...submission, decision: 'accepted' });
  register('contacts', OWNER, DRAFT_CONTACT);
  register('datasets', OWNER, withFiles(DRAFT_DATASET));
}

/** A connector of one platform. */
function connectorOf(platform: string): Account {
  return { name: 'connector', roles: [`platform_${platform}`] };
}

/** The metadata with the identifier of each asset that it names as `@name`. */
function withIdentifiers(
  metadata: Readonly<Record<string, unknown>>,
  added: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const resolve = (value: unknown): unknown =>
    typeof value === 'string' && value.startsWith('@') ? added.get(value.slice(1)) : value;
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map(resolve) : resolve(value),
    ]),
  );
}
