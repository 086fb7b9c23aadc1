// Answers of 31 MB, while another caller makes small calls: how long does the event loop stand still, and how long
// do the small calls wait? Run with `npm run bench:large`.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startServer } from './stdio.mjs';

const ITEMS = 60_355;
const PAUSE_MS = 20;
/** Longest that another caller may wait, and with it the loop. */
const BAR_MS = 200;

/** A job as Civis lists it, in about 510 bytes. */
const job = (id, ownKey) => ({
  id,
  name: `Nightly load ${id}`,
  type: 'JobTypes::Import',
  state: 'succeeded',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-02T00:00:00.000Z',
  lastRun: null,
  hidden: false,
  key: ownKey,
  note: 'x'.repeat(290),
});

/** What is asked for, by its path on the platform: the call, and the JSON that answers it. */
const CASES = {
  '/databases': ['civis_databases_list', {}, () => JSON.stringify(list('short'))],
  '/announcements': [
    'civis_announcements_list',
    { fields: ['id', 'name'] },
    () => JSON.stringify(list('short')),
  ],
  '/groups': [
    'civis_groups_list',
    {},
    () => JSON.stringify(list('LONG')).replaceAll('"LONG"', '12345678901234567890'),
  ],
  '/files/1': ['civis_files_get', { id: 1 }, () => JSON.stringify({ id: 1, parts: list('short') })],
};

function list(ownKey) {
  return Array.from({ length: ITEMS }, (_, at) => job(at + 1, ownKey));
}

function servePlatform() {
  const bodies = new Map(Object.entries(CASES).map(([path, [, , make]]) => [path, make()]));
  const small = JSON.stringify(job(5, 'short'));
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(bodies.get(request.url.split('?')[0]) ?? small);
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
  process.on('disconnect', () => process.exit());
}

async function measure() {
  const platform = fork(fileURLToPath(import.meta.url), ['platform']);
  const [port] = await once(platform, 'message');
  const server = await startServer(
    ['dist/main.js'],
    { CIVIS_API_ENDPOINT: `http://127.0.0.1:${port}/`, CIVIS_API_KEY: 'bench-key' },
    true,
  );
  let worst = 0;
  for (const [path, [tool, args]] of Object.entries(CASES)) {
    await server.call('civis_jobs_get', { id: 5 });
    await server.measure();
    let done = false;
    const startedAt = performance.now();
    const large = server.call(tool, args).then((result) => {
      done = true;
      return { result, took: performance.now() - startedAt };
    });
    let longest = 0;
    while (!done) {
      const start = performance.now();
      await server.call('civis_jobs_get', { id: 5 });
      longest = Math.max(longest, performance.now() - start);
      await pause(PAUSE_MS);
    }
    const { result, took } = await large;
    const { loopMs, rss } = await server.measure();
    if (result.isError) console.log(result.content[0].text);
    console.log(
      `${path.padEnd(20)} answered in ${took.toFixed(0).padStart(5)} ms, loop held ${loopMs.max.toFixed(0).padStart(4)} ms, ` +
        `others waited ${longest.toFixed(0).padStart(4)} ms, resident ${(rss / 2 ** 20).toFixed(0)} MB`,
    );
    worst = Math.max(worst, longest, loopMs.max);
  }
  await server.stop();
  platform.disconnect();
  console.log(`worst ${worst.toFixed(0)} ms (bar: ${BAR_MS})`);
  process.exitCode = worst > BAR_MS ? 1 : 0;
}

if (process.argv[2] === 'platform') servePlatform();
else await measure();
