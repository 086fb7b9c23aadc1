// Ten thousand calls through one process: does memory grow?
// Run with `npm run bench:memory`. Prints the resident size and the heap after a collection, by thousand calls.
import { startServer } from './stdio.mjs';

const CALLS = 10_000;
const STEP = 1_000;
const IN_FLIGHT = 20;

const server = await startServer(['dist/main.js', '--sandbox'], {}, true);
const { structuredContent } = await server.call('civis_jobs_list', { limit: 1 });
const [{ id }] = structuredContent.items;

const CASES = [
  { name: 'civis_jobs_get', arguments: { id } },
  { name: 'civis_jobs_list', arguments: { limit: 10 } },
  { name: 'aiod_contacts_get_list', arguments: { limit: 3 } },
  { name: 'civis_jobs_get', arguments: { id: 'wrong' } },
  { name: 'civis_jobs_get', arguments: { id: 1 } },
];

const mb = (bytes) => (bytes / 1024 / 1024).toFixed(1).padStart(7);
console.log('  calls   resident MB   heap MB');
const heaps = [];
for (let done = 0; done < CALLS; ) {
  for (const end = done + STEP; done < end; done += IN_FLIGHT) {
    const calls = Array.from({ length: IN_FLIGHT }, (_, at) => CASES[(done + at) % CASES.length]);
    await Promise.all(calls.map((call) => server.call(call.name, call.arguments)));
  }
  const { rss, heapUsed } = await server.measure();
  heaps.push(heapUsed);
  console.log(`${String(done).padStart(7)}       ${mb(rss)}   ${mb(heapUsed)}`);
}

// The first thousands warm caches and code up; what comes after them is what counts.
const settled = heaps.slice(2);
const growth = (settled.at(-1) - settled[0]) / (settled.length - 1) / STEP;
console.log(`growth after warm-up: ${growth.toFixed(1)} bytes a call`);
await server.stop();
// A leak of one small object a call would show as a hundred bytes or more.
process.exitCode = growth > 100 ? 1 : 0;
