// How fast is the sandbox? Run with `npm run bench:sandbox`. Prints what it adds to the program's
// start, requests per second from
// one client process to one server process, and the time of a page out of ten thousand objects.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Pool } from 'undici';

const OBJECTS = 10_000;
const REQUESTS = 20_000;
const IN_FLIGHT = 32;
const PAGES = 200;
const STARTS = 7;

/** What has to be reached. */
const BARS = { start: 100, perSecond: 2_000, page: 5 };

const PROGRAM = 'dist/main.js';

/** Milliseconds that the program takes to start and end without doing anything. */
async function bareStart() {
  const before = performance.now();
  await once(spawn(process.execPath, [PROGRAM, '--version'], { stdio: 'ignore' }), 'exit');
  return performance.now() - before;
}

/** A sandbox in a process of its own, and how long it took until it answered. */
async function startServer() {
  const before = performance.now();
  const server = spawn(process.execPath, [PROGRAM, 'sandbox'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed] = await once(server.stdout, 'data');
  const took = performance.now() - before;
  return {
    server,
    took,
    variables: Object.fromEntries(
      Array.from(String(printed).matchAll(/export (\w+)=(.+)/g), ([, name, value]) => [name, value]),
    ),
  };
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

const starts = [];
for (let at = 0; at < STARTS; at += 1) {
  const bare = await bareStart();
  const { server, took } = await startServer();
  server.kill();
  await once(server, 'exit');
  starts.push(took - bare);
}
const { server, variables } = await startServer();
const { CIVIS_API_ENDPOINT: civisEndpoint, CIVIS_API_KEY: civisApiKey } = variables;
const { origin } = new URL(civisEndpoint);
const pool = new Pool(origin, { connections: IN_FLIGHT });
const headers = { authorization: `Bearer ${civisApiKey}`, 'content-type': 'application/json' };

async function send(method, path, body) {
  const answer = await pool.request({ method, path: `/civis${path}`, headers, body: JSON.stringify(body) });
  const value = await answer.body.json();
  if (answer.statusCode >= 400)
    throw new Error(`${method} ${path}: ${answer.statusCode} ${JSON.stringify(value)}`);
  return value;
}

/** Runs the numbered tasks, so many at a time. */
async function each(count, task) {
  let next = 0;
  const worker = async () => {
    while (next < count) await task(next++);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
}

const [{ id }] = await send('GET', '/jobs?limit=1');
const tasks = [`/jobs/${id}`, '/jobs?limit=10', '/announcements', `/jobs/${id}/shares`];
await each(2_000, (at) => send('GET', tasks[at % tasks.length]));
const before = performance.now();
await each(REQUESTS, (at) => send('GET', tasks[at % tasks.length]));
const perSecond = REQUESTS / ((performance.now() - before) / 1000);

await each(OBJECTS, (at) =>
  send('POST', '/imports', {
    name: `Import ${(at * 7919) % OBJECTS}`,
    syncType: 'Dbsync',
    isOutbound: false,
  }),
);
const queries = {
  'jobs, the first page': '/jobs?limit=50',
  'jobs, a page in the middle': '/jobs?limit=50&page_num=100',
  'imports by name': '/imports?limit=50&order=name&order_dir=asc&page_num=20',
  'jobs by text': '/jobs?limit=50&q=77',
};
const pages = [];
for (const [name, path] of Object.entries(queries)) {
  const times = { turned: [], fresh: [] };
  for (let at = 0; at < PAGES; at += 1) {
    // Any change makes the next page be worked out anew.
    if (at % 10 === 0) await send('POST', `/jobs/${id}/trigger_email`);
    const start = performance.now();
    await send('GET', path);
    times[at % 10 === 0 ? 'fresh' : 'turned'].push(performance.now() - start);
  }
  pages.push([name, median(times.turned)], [`${name}, after a change`, median(times.fresh)]);
}

const start = median(starts);
const line = (name, value, bar) => console.log(`${name.padEnd(44)} ${value.padStart(10)}   ${bar}`);
line('start', `${start.toFixed(0)} ms`, `under ${BARS.start} ms`);
line('requests a second', perSecond.toFixed(0), `at least ${BARS.perSecond}`);
for (const [name, time] of pages) line(name, `${time.toFixed(2)} ms`, `under ${BARS.page} ms`);
await pool.close();
server.kill();
const slowest = Math.max(...pages.map(([, time]) => time));
process.exitCode = start < BARS.start && perSecond >= BARS.perSecond && slowest < BARS.page ? 0 : 1;
