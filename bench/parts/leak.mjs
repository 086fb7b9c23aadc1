// Ten thousand calls through one process: does its heap grow?
import { bound } from '../rows.mjs';
import { PROGRAM } from '../servers.mjs';
import { startServer } from '../stdio.mjs';

const CALLS = 10_000;
const STEP = 1_000;
const IN_FLIGHT = 20;
/** A leak of one small object a call would show as a hundred bytes or more. */
const BAR = { most: 100 };

export async function measureLeak() {
  const server = await startServer([PROGRAM, '--sandbox'], {}, true);
  const { structuredContent } = await server.call('civis_jobs_list', { limit: 1 });
  const [{ id }] = structuredContent.items;
  const cases = [
    ['civis_jobs_get', { id }],
    ['civis_jobs_list', { limit: 10 }],
    ['aiod_contacts_get_list', { limit: 3 }],
    ['civis_jobs_get', { id: 'wrong' }],
    ['civis_jobs_get', { id: 1 }],
  ];
  const heaps = [];
  for (let done = 0; done < CALLS; ) {
    for (const end = done + STEP; done < end; done += IN_FLIGHT) {
      const calls = Array.from({ length: IN_FLIGHT }, (_, at) => cases[(done + at) % cases.length]);
      await Promise.all(calls.map((call) => server.call(...call)));
    }
    heaps.push((await server.measure()).heapUsed);
  }
  await server.stop();
  // The first thousands warm caches and code up; what comes after them is what counts.
  const settled = heaps.slice(2);
  const growth = (settled.at(-1) - settled[0]) / (settled.length - 1) / STEP;
  return [bound('Heap growth over 10,000 calls', 'bytes a call', growth, BAR)];
}
