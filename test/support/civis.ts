import { readMounts } from '../../src/sandbox/civis/places.ts';
import type { Civis } from '../../src/sandbox/civis/platform.ts';
import { Random } from '../../src/sandbox/random.ts';
import { Storage } from '../../src/sandbox/storage.ts';
import { Store } from '../../src/sandbox/store.ts';
import { Timeline } from '../../src/sandbox/timeline.ts';
import type { Operation } from '../../src/tools/operation.ts';

/** The sandboxed platform without a world and without a server. */
export function emptyCivis(operations: readonly Operation[]): Civis {
  const random = new Random(1);
  const origin = () => '';
  return {
    store: new Store(),
    storage: new Storage(random, Date.now, origin),
    timeline: new Timeline(),
    random,
    mounts: readMounts(operations),
    now: Date.now,
    speed: 1,
    origin,
  };
}
