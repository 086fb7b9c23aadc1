// 500 calls in flight on a platform that takes a second for each: how long the loop is held meanwhile, and whether
// memory comes back.
import { setTimeout as pause } from 'node:timers/promises';
import { bound } from '../rows.mjs';
import { ourEnv, PROGRAM, startPlatform } from '../servers.mjs';
import { startServer } from '../stdio.mjs';

const CALLS = 500;
const RESPONSE_MS = 1_000;
const PAUSE_MS = 15_000;

export async function measureLoad() {
  const platform = await startPlatform(RESPONSE_MS);
  const server = await startServer([PROGRAM], ourEnv(platform.origin), true);
  const call = (index) => server.call(index % 2 === 0 ? 'civis_jobs_get' : 'civis_jobs_post_runs', { id: 5 });
  try {
    // What the first calls load and compile is not what is measured.
    await Promise.all([0, 1].map(call));
    const before = await server.measure();
    const results = await Promise.all(Array.from({ length: CALLS }, (_, index) => call(index)));
    const { loopMs } = await server.measure();
    await pause(PAUSE_MS);
    const after = await server.measure();
    const succeeded = results.filter(({ isError }) => !isError).length;
    return [
      bound('500 slow calls in flight: answered', 'calls', succeeded, { least: CALLS }),
      bound('500 slow calls in flight: event loop held (p99)', 'ms', loopMs.p99, { most: 100 }),
      bound(
        '500 slow calls in flight: heap kept afterwards',
        '%',
        (after.heapUsed / before.heapUsed - 1) * 100,
        {
          most: 20,
        },
      ),
    ];
  } finally {
    await server.stop();
    platform.stop();
  }
}
