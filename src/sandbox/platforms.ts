import { assetKinds } from '../tools/aiod/kinds.ts';
import { innerCatalogue, operations } from '../tools/index.ts';
import { type Asset, Catalogue } from './aiod/catalogue.ts';
import { kindOf } from './aiod/kinds.ts';
import { readMounts } from './civis/places.ts';
import type { Civis } from './civis/platform.ts';
import { liveInTime } from './civis/works.ts';
import { ListMemory } from './list-memory.ts';
import { Random } from './random.ts';
import type { Person } from './records.ts';
import { type KeptObjects, Storage } from './storage.ts';
import { Store } from './store.ts';
import type { KeptTable } from './table.ts';
import { type Due, Timeline } from './timeline.ts';
import { addContacts, PLATFORMS } from './world/contacts.ts';
import { buildWorld } from './world/index.ts';
import { SAMPLE_USER } from './world/people.ts';

/** Everything that changes, as plain data: what a file keeps. */
export interface World {
  readonly tables: ReadonlyMap<string, KeptTable>;
  readonly objects: KeptObjects;
  readonly due: readonly Due[];
  readonly assets: ReadonlyMap<string, readonly Asset[]>;
  /** Where the sequences of random numbers are: of Civis, and of the catalogue. */
  readonly random: readonly [number, number];
}

/** Both platforms, without a server. */
export interface Platforms {
  readonly civis: Civis;
  /** Whose key the sandbox gives out. */
  readonly user: Person;
  readonly catalogues: ReadonlyMap<string, Catalogue>;
  readonly random: Random;
  /** The world as it is now. */
  readonly take: () => World;
}

export interface PlatformParts extends Pick<Civis, 'speed' | 'now' | 'origin'> {
  readonly seed: number;
}

/** Opens the platforms on a world that was kept, or on a new one out of the seed. */
export function openPlatforms({ seed, ...parts }: PlatformParts, kept: World | undefined): Platforms {
  const random = new Random(seed + 1);
  const civis = openCivis(parts, new Random(seed));
  const catalogues = openCatalogues(random, parts.now);
  if (kept === undefined) {
    buildWorld(civis);
    const contacts = catalogues.get('contacts');
    if (contacts !== undefined) addContacts(contacts, parts.now());
  } else {
    put(kept, civis, catalogues, random);
  }
  const user = civis.store.users.all().find(({ username }) => username === SAMPLE_USER);
  if (user === undefined) throw new Error('The world has no sample user.');
  const take = (): World => ({
    tables: civis.store.take(),
    objects: civis.storage.take(),
    due: civis.timeline.take(),
    assets: new Map([...catalogues].map(([name, catalogue]) => [name, catalogue.take()])),
    random: [civis.random.state, random.state],
  });
  return { civis, user, catalogues, random, take };
}

function openCivis(parts: Pick<Civis, 'speed' | 'now' | 'origin'>, random: Random): Civis {
  const civis: Civis = {
    ...parts,
    random,
    store: new Store(),
    storage: new Storage(random, parts.now, parts.origin),
    timeline: new Timeline(),
    lists: new ListMemory(),
    mounts: readMounts(
      [...operations, ...innerCatalogue.values()].filter(({ platform }) => platform === 'civis'),
    ),
  };
  liveInTime(civis);
  return civis;
}

function openCatalogues(random: Random, now: () => number): Map<string, Catalogue> {
  const platforms = new Set<string>(PLATFORMS);
  const assets = [...operations.filter(({ platform }) => platform === 'aiod'), ...assetKinds];
  const kinds = new Set(assets.map(({ resource }) => resource));
  return new Map(
    [...kinds].map((name) => [name, new Catalogue({ kind: kindOf(name), platforms, random, now })]),
  );
}

function put(kept: World, civis: Civis, catalogues: ReadonlyMap<string, Catalogue>, random: Random): void {
  civis.store.put(kept.tables);
  civis.storage.put(kept.objects);
  civis.timeline.put(kept.due);
  for (const [name, assets] of kept.assets) catalogues.get(name)?.put(assets);
  [civis.random.state, random.state] = kept.random;
}
