import { indexCollections } from '../../src/sandbox/civis/places.ts';
import type { CivisPlatform } from '../../src/sandbox/civis/platform.ts';
import { ListCache } from '../../src/sandbox/list-memory.ts';
import { SeededRandom } from '../../src/sandbox/random.ts';
import { ObjectStore } from '../../src/sandbox/storage.ts';
import { Store } from '../../src/sandbox/store.ts';
import { EventQueue } from '../../src/sandbox/timeline.ts';
import type { Operation } from '../../src/tools/operation.ts';

/** The sandboxed platform without a world and without a server. */
export function emptyCivis(operations: readonly Operation[]): CivisPlatform {
  const random = new SeededRandom(1);
  const origin = () => '';
  return {
    store: new Store(),
    objectStore: new ObjectStore(random, Date.now, origin),
    eventQueue: new EventQueue(),
    listCache: new ListCache(),
    random,
    collections: indexCollections(operations),
    now: Date.now,
    speed: 1,
    origin,
  };
}
