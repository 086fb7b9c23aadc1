// Two gigabytes up and down over loopback: how fast, and in how much memory? Each has a server of its own, so that
// the heap that one call has grown is not held against the other.
import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bound } from '../rows.mjs';
import { ourEnv, PROGRAM, startOrigin } from '../servers.mjs';
import { timed } from '../statistics.mjs';
import { startServer, succeed } from '../stdio.mjs';

const MB = 1024 ** 2;
const SIZE = 2 * 1024 * MB;

export async function measureTransfer() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-transfer-'));
  const store = await startOrigin('object-store.mjs');
  try {
    // Sparse: it takes no room, and reads as any other file.
    writeFileSync(join(folder, 'up.bin'), '');
    truncateSync(join(folder, 'up.bin'), SIZE);
    const up = await transfer('civis_upload_file', { path: 'up.bin' });
    const down = await transfer('civis_download_file', { id: 1, path: 'down.bin' });
    if (statSync(join(folder, 'down.bin')).size !== SIZE) throw new Error('the download is not whole');
    return [...rowsOf('Upload', up), ...rowsOf('Download', down)];
  } finally {
    store.stop();
    rmSync(folder, { recursive: true, force: true });
  }

  async function transfer(name, args) {
    const server = await startServer([PROGRAM, '--files', folder], ourEnv(store.origin), true, false);
    try {
      await server.measure();
      const ms = await timed(() => succeed(server.call(name, args)));
      const { peak } = await server.measure();
      return { rate: SIZE / MB / (ms / 1000), peak: peak / MB };
    } finally {
      await server.stop();
    }
  }
}

function rowsOf(direction, { rate, peak }) {
  return [
    bound(`${direction} of 2 GB: peak memory`, 'MB', peak, { most: 120 }),
    bound(`${direction} of 2 GB: rate`, 'MB/s', rate),
  ];
}
