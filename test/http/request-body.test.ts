import { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCleanupStack } from '../../src/cleanup-stack.ts';
import { clock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { type HttpServer, startHttpServer } from '../../src/http/http-server.ts';
import { compose } from '../../src/server.ts';
import { platformEnv, respondAlways } from '../support/host-with-platform.ts';
import { type FakePlatform, startPlatform } from '../support/platform.ts';
import { ACCEPT, messageOf, openRawSession, rpc, sendRaw } from '../support/raw-http.ts';

const cleanup = createCleanupStack();
let platform: FakePlatform;
let server: HttpServer;

beforeAll(async () => {
  platform = await startPlatform(respondAlways(200, { id: 5, name: 'Nightly load' }));
  cleanup.defer(platform.close);
  const env = { ...platformEnv(platform.url), CIVIS_AIOD_MCP_LOG_LEVEL: 'silent' };
  const { factory } = await compose(readConfig({}, env), cleanup);
  server = await startHttpServer({ factory, host: '127.0.0.1', port: 0, clock, onError: () => undefined });
  cleanup.defer(server.close);
});
afterAll(() => cleanup.run());
afterEach(() => {
  vi.restoreAllMocks();
});

const MODERN = {
  ...ACCEPT,
  'mcp-protocol-version': '2026-07-28',
  'mcp-method': 'tools/call',
  'mcp-name': 'civis_jobs_get',
};
const ENVELOPE = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};
const CALL = { name: 'civis_jobs_get', arguments: { id: 5 } };

/** Counts how often a text of the call is parsed, and the writes of the server to its connections. */
function countWork() {
  const parse = vi.spyOn(JSON, 'parse');
  const port = Number(new URL(server.url).port);
  let writes = 0;
  for (const method of ['_write', '_writev'] as const) {
    const original = Socket.prototype[method] as (...given: unknown[]) => void;
    vi.spyOn(Socket.prototype, method).mockImplementation(function (this: Socket, ...given: unknown[]) {
      if (this.localPort === port) writes += 1;
      original.apply(this, given);
    });
  }
  return {
    parsed: () => parse.mock.calls.filter(([text]) => text.includes('tools/call')).length,
    writes: () => writes,
  };
}

describe('the body of a call', () => {
  it('of revision 2026-07-28 is parsed once, and its response written at once', async () => {
    const work = countWork();
    const body = rpc(1, 'tools/call', { ...CALL, _meta: ENVELOPE });
    const response = await sendRaw(server.url, { headers: MODERN, body });
    expect(messageOf(response).result).toMatchObject({ structuredContent: { id: 5 } });
    expect(work.parsed()).toBe(1);
    expect(work.writes()).toBe(1);
  });

  it('of an earlier revision is parsed once, and its stream written in two parts at most', async () => {
    const session = await openRawSession(server.url);
    const work = countWork();
    const response = await session.call(1, 5);
    expect(messageOf(response).result).toMatchObject({ structuredContent: { id: 5 } });
    expect(work.parsed()).toBe(1);
    expect(work.writes()).toBeLessThanOrEqual(2);
  });
});

it.each([
  ['nothing', '', 400, 'Invalid JSON'],
  ['half of a message', '{"jsonrpc":"2.0",', 400, 'Invalid JSON'],
  ['no message', '5', 400, 'Bad Request'],
  ['more than 4 MB', `"${'x'.repeat(4 * 1024 * 1024)}"`, 413, 'Payload Too Large'],
])('%s is refused by the protocol’s own handler', async (_, body, status, says) => {
  const headers = { ...ACCEPT, 'content-length': String(body.length) };
  const response = await sendRaw(server.url, { headers, body });
  expect(response.status).toBe(status);
  expect(response.body).toContain(says);
});
