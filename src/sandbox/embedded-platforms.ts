import { AiodPlatform, type AiodState } from './aiod/aiod-platform.ts';
import { OWN_ADDRESS } from './aiod/stored-links.ts';
import { registerBackgroundJobs } from './civis/background-jobs.ts';
import type { CivisPlatform } from './civis/civis-platform.ts';
import { indexCollections } from './civis/resource-paths.ts';
import { SqlDatabases } from './civis/sql-databases.ts';
import { ObjectStore, type ObjectStoreSnapshot } from './object-store/object-store.ts';
import { type OlderContact, restoreOlderContacts } from './seed-data/older-contacts.ts';
import { seedCatalogue } from './seed-data/seed-catalogue.ts';
import { seedCivis } from './seed-data/seed-civis.ts';
import { SAMPLE_USER } from './seed-data/seed-users.ts';
import { servedOperations } from './served-operations.ts';
import type { User } from './state/entities.ts';
import { EventQueue, type ScheduledEvent } from './state/event-queue.ts';
import { ListCache } from './state/list-cache.ts';
import { SeededRandom } from './state/seeded-random.ts';
import { Store } from './state/store.ts';
import type { TableSnapshot } from './state/table.ts';

/** Links of the catalogue's content do not expire. */
const NEVER = Date.parse('2100-01-01T00:00:00Z');

/** All state that changes, as plain data. Its field names are part of the format of the data file. */
export interface SandboxState {
  readonly tables: ReadonlyMap<string, TableSnapshot>;
  readonly objects: ObjectStoreSnapshot;
  /** The contents of databases that were opened; files that were written before lack them. */
  readonly databases?: ReadonlyMap<string, Uint8Array>;
  readonly due: readonly ScheduledEvent[];
  /** Files that were written before the catalogue had more than contacts have `assets` instead. */
  readonly aiod?: AiodState;
  readonly assets?: ReadonlyMap<string, readonly OlderContact[]>;
  /** Positions in the sequences of random numbers: of Civis, and of the catalogue. */
  readonly random: readonly [number, number];
}

/** Both platforms, without a server. */
export interface EmbeddedPlatforms {
  readonly civis: CivisPlatform;
  /** The owner of the API key that the sandbox gives out. */
  readonly user: User;
  readonly aiod: AiodPlatform;
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
  const civis = openCivis(parts, new SeededRandom(seed));
  const aiod = new AiodPlatform(new SeededRandom(seed + 1), parts.now, parts.origin);
  if (savedState === undefined) {
    seedCivis(civis);
    seedAiod(civis, aiod);
  } else {
    restoreState(savedState, civis, aiod);
  }
  const user = civis.store.users.all().find(({ username }) => username === SAMPLE_USER);
  if (user === undefined) throw new Error('The sample data has no sample user.');
  const snapshot = (): SandboxState => ({
    tables: civis.store.snapshot(),
    objects: civis.objectStore.snapshot(),
    databases: civis.databases.snapshot(),
    due: civis.eventQueue.snapshot(),
    aiod: aiod.state,
    random: [civis.random.state, aiod.random.state],
  });
  return { civis, user, aiod, snapshot };
}

function openCivis(
  parts: Pick<CivisPlatform, 'speed' | 'now' | 'origin'>,
  random: SeededRandom,
): CivisPlatform {
  const store = new Store();
  const civis: CivisPlatform = {
    ...parts,
    random,
    store,
    databases: new SqlDatabases(store, parts.now),
    objectStore: new ObjectStore(random, parts.now, parts.origin),
    eventQueue: new EventQueue(),
    listCache: new ListCache(),
    collections: indexCollections(servedOperations('civis')),
  };
  registerBackgroundJobs(civis);
  return civis;
}

/** The catalogue's files are in the object store, so that links of content work without the internet. */
function seedAiod({ objectStore }: CivisPlatform, aiod: AiodPlatform): void {
  seedCatalogue(
    aiod,
    (name, text) =>
      OWN_ADDRESS + objectStore.downloadPath(objectStore.create(name, Buffer.from(text)), NEVER),
  );
}

function restoreState(savedState: SandboxState, civis: CivisPlatform, aiod: AiodPlatform): void {
  civis.store.restore(savedState.tables);
  civis.objectStore.restore(savedState.objects);
  civis.databases.restore(savedState.databases ?? new Map());
  civis.eventQueue.restore(savedState.due);
  [civis.random.state, aiod.random.state] = savedState.random;
  if (savedState.aiod !== undefined) {
    aiod.state = savedState.aiod;
    return;
  }
  seedAiod(civis, aiod);
  restoreOlderContacts(aiod, savedState.assets?.get('contacts') ?? []);
}
