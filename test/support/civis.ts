import type { CivisPlatform } from '../../src/sandbox/civis/civis-platform.ts';
import { indexCollections } from '../../src/sandbox/civis/resource-paths.ts';
import { SqlDatabases } from '../../src/sandbox/civis/sql-databases.ts';
import { ObjectStore } from '../../src/sandbox/object-store/object-store.ts';
import { EventQueue } from '../../src/sandbox/state/event-queue.ts';
import { ListCache } from '../../src/sandbox/state/list-cache.ts';
import { SeededRandom } from '../../src/sandbox/state/seeded-random.ts';
import { Store } from '../../src/sandbox/state/store.ts';
import type { Operation } from '../../src/tools/operation.ts';

/** The sandboxed platform without a world and without a server. */
export function emptyCivis(operations: readonly Operation[]): CivisPlatform {
  const random = new SeededRandom(1);
  const origin = () => '';
  const store = new Store();
  return {
    store,
    databases: new SqlDatabases(store, Date.now),
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
