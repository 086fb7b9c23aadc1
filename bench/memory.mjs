// Ten thousand calls through one process: does memory grow?
// Run with `npm run bench:memory`. Prints the resident size and the heap after a collection, by thousand calls.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const CALLS = 10_000;
const STEP = 1_000;
const IN_FLIGHT = 20;

const server = spawn(
  process.execPath,
  ['--expose-gc', '--import', new URL('memory-probe.mjs', import.meta.url).href, 'dist/main.js', '--sandbox'],
  { stdio: ['pipe', 'pipe', 'inherit', 'ipc'] },
);
const waiting = new Map();
let nextId = 1;

createInterface(server.stdout).on('line', (line) => {
  const { id, result, error } = JSON.parse(line);
  waiting.get(id)?.(error ?? result);
  waiting.delete(id);
});

function request(method, params) {
  const id = nextId++;
  server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
  return new Promise((resolve) => waiting.set(id, resolve));
}

async function measure() {
  server.send('measure');
  const [{ rss, heapUsed }] = await once(server, 'message');
  return { rss, heapUsed };
}

await request('initialize', {
  protocolVersion: '2025-06-18',
  capabilities: {},
  clientInfo: { name: 'bench', version: '1.0.0' },
});
server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
const { structuredContent } = await request('tools/call', {
  name: 'civis_jobs_list',
  arguments: { limit: 1 },
});
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
    await Promise.all(calls.map((call) => request('tools/call', call)));
  }
  const { rss, heapUsed } = await measure();
  heaps.push(heapUsed);
  console.log(`${String(done).padStart(7)}       ${mb(rss)}   ${mb(heapUsed)}`);
}

// The first thousands warm caches and code up; what comes after them is what counts.
const settled = heaps.slice(2);
const growth = (settled.at(-1) - settled[0]) / (settled.length - 1) / STEP;
console.log(`growth after warm-up: ${growth.toFixed(1)} bytes a call`);
server.stdin.end();
// A leak of one small object a call would show as a hundred bytes or more.
process.exitCode = growth > 100 ? 1 : 0;
