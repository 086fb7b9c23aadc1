import { PassThrough } from 'node:stream';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { afterAll, expect, it } from 'vitest';
import { createCleanupStack } from '../../src/cleanup-stack.ts';
import { readConfig } from '../../src/config.ts';
import { compose } from '../../src/server.ts';
import { platformEnv, respondAlways } from '../support/host-with-platform.ts';
import { startPlatform } from '../support/platform.ts';
import { INITIALIZE } from '../support/program.ts';
import { rpc } from '../support/raw-http.ts';

const cleanup = createCleanupStack();
afterAll(() => cleanup.run());

it('writes each response over stdio at once, after one request to the platform', async () => {
  const platform = await startPlatform(respondAlways(200, { id: 5, name: 'Nightly load' }));
  cleanup.defer(platform.close);
  const env = { ...platformEnv(platform.url), CIVIS_AIOD_MCP_LOG_LEVEL: 'silent' };
  const { factory } = await compose(readConfig({}, env), cleanup);
  const input = new PassThrough();
  const writes: string[] = [];
  const output = new PassThrough().on('data', (chunk: Buffer) => writes.push(String(chunk)));
  const connection = serveStdio(factory, { transport: new StdioServerTransport(input, output) });
  cleanup.defer(connection.close);
  input.write(`${rpc(0, 'initialize', INITIALIZE)}\n`);
  input.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
  await expect.poll(() => writes.length).toBe(1);
  for (const id of [1, 2, 3]) {
    input.write(`${rpc(id, 'tools/call', { name: 'civis_jobs_get', arguments: { id } })}\n`);
  }
  await expect.poll(() => writes.join('').split('\n').length - 1).toBe(4);
  expect(writes).toHaveLength(4);
  expect(platform.received).toHaveLength(3);
});
