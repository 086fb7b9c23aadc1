// 500 calls in flight on a platform that takes two seconds for each: how long the loop is held meanwhile, how
// the calls end, and whether memory comes back. Run with `npm run bench:load`; it takes about two minutes.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from './stdio.mjs';

const CALLS = 500;
const RESPONSE_MS = 2_000;
const PAUSE_MS = 60_000;
/** What must not be exceeded. */
const MAX_LOOP_MS = 100;
const MAX_GROWTH = 0.2;

const platform = fork(new URL('platform.mjs', import.meta.url), [String(RESPONSE_MS)]);
const [port] = await once(platform, 'message');
const server = await startServer(
  ['dist/main.js'],
  { CIVIS_API_ENDPOINT: `http://127.0.0.1:${port}/`, CIVIS_API_KEY: 'bench-key' },
  true,
);

const call = (index) =>
  index % 2 === 0 ? server.call('civis_jobs_get', { id: 5 }) : server.call('civis_jobs_post_runs', { id: 5 });
const mb = (bytes) => (bytes / 1024 / 1024).toFixed(1);

// What the first calls load and compile is not what is measured.
await Promise.all([0, 1].map(call));
const before = await server.measure();
const results = await Promise.all(Array.from({ length: CALLS }, (_, index) => call(index)));
const during = await server.measure();
await sleep(PAUSE_MS);
const after = await server.measure();

const outcomes = {};
for (const { isError, structuredContent } of results) {
  const outcome = isError ? structuredContent.error.kind : 'succeeded';
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
}
console.log('outcomes      ', outcomes);
console.log(`loop delay     p99 ${during.loopMs.p99.toFixed(1)} ms, max ${during.loopMs.max.toFixed(1)} ms`);
for (const [name, { rss, heapUsed }] of Object.entries({ before, during, after }))
  console.log(`${name.padEnd(14)} ${mb(rss)} MB resident, ${mb(heapUsed)} MB heap`);
const growth = Math.max(after.rss / before.rss, after.heapUsed / before.heapUsed) - 1;
console.log(`growth         ${(growth * 100).toFixed(1)} %`);
process.exitCode = during.loopMs.p99 > MAX_LOOP_MS || growth > MAX_GROWTH ? 1 : 0;
await server.stop();
platform.disconnect();
