import type { AiodPlatform, Asset } from '../aiod/aiod-platform.ts';

/** A contact in a data file that was written before the catalogue knew drafts; its moments are in milliseconds. */
export interface OlderContact {
  readonly identifier: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly created: number;
  readonly modified: number;
  readonly deleted: boolean;
}

const KEPT = ['platform', 'platform_resource_identifier', 'name', 'email', 'telephone'];

/**
 * Takes over contacts of an older data file, in place of the sample ones that they are. Everyone could see and
 * change them, so they are published and the user's. What they linked to were numbers, which lead nowhere, and
 * countries were codes, which are no terms of the catalogue: both are left out.
 */
export function restoreOlderContacts(aiod: AiodPlatform, contacts: readonly OlderContact[]): void {
  const { assets } = aiod.state;
  for (const [identifier, { kind, status }] of assets) {
    if (kind === 'contacts' && status === 'published') assets.delete(identifier);
  }
  for (const { identifier, metadata, created, modified, deleted } of contacts) {
    const kept = KEPT.map((name) => [
      name,
      metadata[name] ?? (name === 'email' || name === 'telephone' ? [] : null),
    ]);
    const asset: Asset = {
      identifier,
      kind: 'contacts',
      metadata: {
        ...Object.fromEntries(kept),
        location: locationsIn(metadata['location']),
        organisation: null,
        person: null,
      },
      editors: [],
      status: 'published',
      created: created * 1000,
      modified: modified * 1000,
      deleted: deleted ? modified * 1000 : null,
      images: [],
      permissions: new Map([['alice', 'admin']]),
    };
    assets.set(identifier, asset);
  }
}

function locationsIn(given: unknown): unknown[] {
  const places = (Array.isArray(given) ? given : []) as { address?: object; geo?: object }[];
  return places.map(({ address, geo }) => ({
    address: address === undefined ? null : { ...address, country: null },
    geo: geo ?? null,
  }));
}
