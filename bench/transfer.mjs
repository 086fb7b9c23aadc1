// Two gigabytes up and down over loopback: how fast, and in how much memory?
// Run with `npm run bench:transfer`; `node bench/transfer.mjs 20` takes 20 GB. Fails over 150 MB resident.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const GB = 1024 ** 3;
const MB = 1024 ** 2;
const MOST_RESIDENT = 150 * MB;
const SAMPLE_MS = 100;
const size = Number(process.argv[2] ?? 2) * GB;

const folder = mkdtempSync(join(tmpdir(), 'transfer-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
// Sparse: it takes no room, and reads as any other file.
writeFileSync(join(folder, 'up.bin'), '');
truncateSync(join(folder, 'up.bin'), size);

const store = fork(new URL('object-store.mjs', import.meta.url));
const [port] = await once(store, 'message');

/** A server of its own for each direction: the heap that one call has grown is not held against the other. */
async function run(name, args) {
  const server = spawn(
    process.execPath,
    ['--import', new URL('memory-probe.mjs', import.meta.url).href, 'dist/main.js', '--files', folder],
    {
      stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
      env: { ...process.env, CIVIS_API_ENDPOINT: `http://127.0.0.1:${port}/`, CIVIS_API_KEY: 'bench-key' },
    },
  );
  const lines = createInterface(server.stdout)[Symbol.asyncIterator]();
  const request = async (id, method, params) => {
    server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    const { result, error } = JSON.parse((await lines.next()).value);
    if (error || result.isError) throw new Error(JSON.stringify(error ?? result.structuredContent));
    return result;
  };
  await request(1, 'initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'bench', version: '1.0.0' },
  });
  server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);

  let most = 0;
  server.on('message', ({ rss }) => {
    most = Math.max(most, rss);
  });
  const sampling = setInterval(() => server.send('measure'), SAMPLE_MS);
  const startedAt = performance.now();
  const { structuredContent } = await request(2, 'tools/call', { name, arguments: args });
  const seconds = (performance.now() - startedAt) / 1000;
  clearInterval(sampling);
  server.stdin.end();
  if (structuredContent.size_bytes !== size) throw new Error(JSON.stringify(structuredContent));
  const rate = (size / MB / seconds).toFixed(0);
  console.log(
    `${name.padEnd(20)} ${size / GB} GB  ${seconds.toFixed(1)} s  ${rate} MB/s  ${(most / MB).toFixed(0)} MB resident at most`,
  );
  return most;
}

const peaks = [
  await run('civis_upload_file', { path: 'up.bin' }),
  await run('civis_download_file', { id: 1, path: 'down.bin' }),
];
if (statSync(join(folder, 'down.bin')).size !== size) throw new Error('the download is not whole');
store.disconnect();
process.exitCode = Math.max(...peaks) > MOST_RESIDENT ? 1 : 0;
