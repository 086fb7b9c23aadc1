import { assetKinds } from '../tools/aiod/asset-kinds.ts';
import { innerOperationsByName, operations } from '../tools/catalogue/catalogue.ts';
import { type Asset, AssetCatalogue } from './aiod/asset-catalogue.ts';
import { assetKindOf } from './aiod/asset-kinds.ts';
import { registerBackgroundJobs } from './civis/background-jobs.ts';
import type { CivisPlatform } from './civis/civis-platform.ts';
import { indexCollections } from './civis/resource-paths.ts';
import { ObjectStore, type ObjectStoreSnapshot } from './object-store/object-store.ts';
import { AIOD_PLATFORMS, seedContacts } from './seed-data/contacts.ts';
import { seedCivis } from './seed-data/seed-civis.ts';
import { SAMPLE_USER } from './seed-data/seed-users.ts';
import type { User } from './state/entities.ts';
import { EventQueue, type ScheduledEvent } from './state/event-queue.ts';
import { ListCache } from './state/list-cache.ts';
import { SeededRandom } from './state/seeded-random.ts';
import { Store } from './state/store.ts';
import type { TableSnapshot } from './state/table.ts';

/** All state that changes, as plain data. Its field names are part of the format of the data file. */
export interface SandboxState {
  readonly tables: ReadonlyMap<string, TableSnapshot>;
  readonly objects: ObjectStoreSnapshot;
  readonly due: readonly ScheduledEvent[];
  readonly assets: ReadonlyMap<string, readonly Asset[]>;
  /** Positions in the sequences of random numbers: of Civis, and of the catalogue. */
  readonly random: readonly [number, number];
}

/** Both platforms, without a server. */
export interface EmbeddedPlatforms {
  readonly civis: CivisPlatform;
  /** The owner of the API key that the sandbox gives out. */
  readonly user: User;
  readonly catalogues: ReadonlyMap<string, AssetCatalogue>;
  readonly random: SeededRandom;
  /** The current state. */
  readonly snapshot: () => SandboxState;
}

export interface PlatformOptions extends Pick<CivisPlatform, 'speed' | 'now' | 'origin'> {
  readonly seed: number;
}

/** Opens the platforms on saved state, or on new state that is generated from the seed. */
export function openPlatforms(
  { seed, ...parts }: PlatformOptions,
  savedState: SandboxState | undefined,
): EmbeddedPlatforms {
  const random = new SeededRandom(seed + 1);
  const civis = openCivis(parts, new SeededRandom(seed));
  const catalogues = openCatalogues(random, parts.now);
  if (savedState === undefined) {
    seedCivis(civis);
    const contacts = catalogues.get('contacts');
    if (contacts !== undefined) seedContacts(contacts, parts.now());
  } else {
    restoreState(savedState, civis, catalogues, random);
  }
  const user = civis.store.users.all().find(({ username }) => username === SAMPLE_USER);
  if (user === undefined) throw new Error('The sample data has no sample user.');
  const snapshot = (): SandboxState => ({
    tables: civis.store.snapshot(),
    objects: civis.objectStore.snapshot(),
    due: civis.eventQueue.snapshot(),
    assets: new Map([...catalogues].map(([name, catalogue]) => [name, catalogue.snapshot()])),
    random: [civis.random.state, random.state],
  });
  return { civis, user, catalogues, random, snapshot };
}

function openCivis(
  parts: Pick<CivisPlatform, 'speed' | 'now' | 'origin'>,
  random: SeededRandom,
): CivisPlatform {
  const civis: CivisPlatform = {
    ...parts,
    random,
    store: new Store(),
    objectStore: new ObjectStore(random, parts.now, parts.origin),
    eventQueue: new EventQueue(),
    listCache: new ListCache(),
    collections: indexCollections(
      [...operations, ...innerOperationsByName.values()].filter(({ platform }) => platform === 'civis'),
    ),
  };
  registerBackgroundJobs(civis);
  return civis;
}

function openCatalogues(random: SeededRandom, now: () => number): Map<string, AssetCatalogue> {
  const platforms = new Set<string>(AIOD_PLATFORMS);
  const assets = [...operations.filter(({ platform }) => platform === 'aiod'), ...assetKinds];
  const kinds = new Set(assets.map(({ resource }) => resource));
  return new Map(
    [...kinds].map((name) => [name, new AssetCatalogue({ kind: assetKindOf(name), platforms, random, now })]),
  );
}

function restoreState(
  savedState: SandboxState,
  civis: CivisPlatform,
  catalogues: ReadonlyMap<string, AssetCatalogue>,
  random: SeededRandom,
): void {
  civis.store.restore(savedState.tables);
  civis.objectStore.restore(savedState.objects);
  civis.eventQueue.restore(savedState.due);
  for (const [name, assets] of savedState.assets) catalogues.get(name)?.restore(assets);
  [civis.random.state, random.state] = savedState.random;
}
