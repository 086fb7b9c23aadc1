import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCleanupStack } from '../../src/cleanup-stack.ts';
import type { Clock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import {
  HTTP_LIMITS,
  type HttpLimits,
  type HttpServer,
  startHttpServer,
} from '../../src/http/http-server.ts';
import { type Composition, compose } from '../../src/server.ts';
import { platformEnv } from '../support/host-with-platform.ts';
import { answer, type FakePlatform, startPlatform } from '../support/platform.ts';
import { INITIALIZE } from '../support/program.ts';
import { messageOf, openRawSession, rpc, sendRaw } from '../support/raw-http.ts';

const MINUTE_MS = 60_000;
const MAX_SESSIONS = 3;

/** Time that passes only when it is moved, and wakes whoever waits then. */
class MovedClock implements Clock {
  #now = Date.parse('2026-03-04T15:00:00Z');
  #wake: (() => void)[] = [];

  now(): number {
    return this.#now;
  }

  sleep(_: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#wake.push(resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  spread(ms: number): number {
    return ms;
  }

  forward(ms: number): void {
    this.#now += ms;
    for (const wake of this.#wake.splice(0)) wake();
  }
}

/** Requests that the platform has received and not responded to, by their target. */
const held = new Map<string, ServerResponse>();
const cleanup = createCleanupStack();
let platform: FakePlatform;
let composition: Composition;
let clock: MovedClock;
let server: HttpServer;

/** The program's parts over the platform that responds only when it is told to. */
function composeProgram(): Promise<Composition> {
  const env = { ...platformEnv(platform.url), CIVIS_AIOD_MCP_LOG_LEVEL: 'silent' };
  return compose(readConfig({}, env), cleanup);
}

function startServer({ factory }: Composition, limits: Partial<HttpLimits> = {}): Promise<HttpServer> {
  return startHttpServer({
    factory,
    host: '127.0.0.1',
    port: 0,
    clock,
    onError: () => undefined,
    limits: { ...HTTP_LIMITS, maxSessions: MAX_SESSIONS, ...limits },
  });
}

beforeAll(async () => {
  platform = await startPlatform(({ target }, response) => {
    held.set(target, response);
  });
  cleanup.defer(platform.close);
  composition = await composeProgram();
});
afterAll(() => cleanup.run());

beforeEach(async () => {
  held.clear();
  clock = new MovedClock();
  server = await startServer(composition);
});
afterEach(() => server.close());

const open = () => openRawSession(server.url);
type Session = Awaited<ReturnType<typeof open>>;

const statusOf = async (session: Session) => (await session.post(rpc(9, 'ping'))).status;

/** A stream for what the server sends by itself. There is one a session: the second request for it is refused. */
async function openStream({ headers }: Session) {
  const requests = Array.from({ length: 2 }, () => sendRaw(server.url, { verb: 'GET', headers }));
  expect((await Promise.race(requests)).status).toBe(409);
  return { ended: Promise.all(requests) };
}

/** Begins a call and waits until the platform has it. */
async function startCall(session: Session, job: number) {
  const response = session.call(1, job);
  await expect.poll(() => held.has(`/jobs/${job}`)).toBe(true);
  return { response, finish: () => finish(job) };
}

function finish(job: number): void {
  const response = held.get(`/jobs/${job}`);
  if (response === undefined) throw new Error(`Nothing was asked about job ${job}.`);
  answer(response, 200, { id: job });
}

describe('when there are as many sessions as there may be', () => {
  it('the longest idle one makes room, and never one with a call in flight', async () => {
    const working = await open();
    const call = await startCall(working, 1);
    const idle = await open();
    const listening = await open();
    const stream = await openStream(listening);
    // A request is a use: from now on the one that listens is idle for longer.
    expect(await statusOf(idle)).toBe(200);

    const fourth = await open();
    await stream.ended;
    expect(await statusOf(listening)).toBe(404);
    expect([await statusOf(idle), await statusOf(fourth)]).toEqual([200, 200]);
    call.finish();
    expect(messageOf(await call.response)).toMatchObject({ result: { structuredContent: { id: 1 } } });
  });

  it('a new one is refused while all are at work, and opened afterwards', async () => {
    const sessions = await Promise.all(Array.from({ length: MAX_SESSIONS }, open));
    const calls = await Promise.all(sessions.map((session, at) => startCall(session, at)));
    const refused = await sendRaw(server.url, { body: rpc(7, 'initialize', INITIALIZE) });
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(JSON.parse(refused.body)).toEqual({
      jsonrpc: '2.0',
      id: 7,
      error: {
        code: -32000,
        message:
          'No session can be opened: all 3 sessions of this server have a request in progress. Try again in 5 seconds.',
      },
    });

    for (const call of calls) call.finish();
    for (const { response } of calls) expect(messageOf(await response)).toHaveProperty('result');
    expect(await statusOf(await open())).toBe(200);
  });

  it('many that are opened at once do not end each other’s start', async () => {
    const bodies = Array.from({ length: 20 }, (_, at) => rpc(at, 'initialize', INITIALIZE));
    const statuses = await Promise.all(
      bodies.map(async (body) => (await sendRaw(server.url, { body })).status),
    );
    expect(new Set(statuses)).not.toContain(404);
  });
});

describe('a session that is not used', () => {
  it('is closed after 30 minutes, with the stream that it had open', async () => {
    const [idle, used] = [await open(), await open()];
    const stream = await openStream(idle);
    clock.forward(29 * MINUTE_MS);
    expect(await statusOf(used)).toBe(200);
    clock.forward(MINUTE_MS);
    await stream.ended;
    expect([await statusOf(idle), await statusOf(used)]).toEqual([404, 200]);
  });

  it('is one whose last call has ended, not one that waits for it', async () => {
    const session = await open();
    const call = await startCall(session, 1);
    clock.forward(31 * MINUTE_MS);
    call.finish();
    expect(messageOf(await call.response)).toHaveProperty('result');
    clock.forward(29 * MINUTE_MS);
    expect(await statusOf(session)).toBe(200);
    clock.forward(30 * MINUTE_MS);
    await expect.poll(() => statusOf(session)).toBe(404);
  });
});

describe('a request that is cancelled', () => {
  it.each([1, 2])('gets no response, and its stream ends: ten of ten, time %i', async () => {
    const session = await open();
    const calls = Array.from({ length: 10 }, (_, at) => session.call(at + 1, at));
    await expect.poll(() => held.size).toBe(10);
    await Promise.all(calls.map((_, at) => session.cancel(at + 1)));
    for (const { status, body } of await Promise.all(calls)) {
      expect(status).toBe(200);
      expect(body).not.toContain('data:');
    }
    expect(await statusOf(session)).toBe(200);
  });

  it('leaves those that came in the same POST their responses', async () => {
    const session = await open();
    const call = (id: number, job: number) =>
      rpc(id, 'tools/call', { name: 'civis_jobs_get', arguments: { id: job } });
    const response = session.post(`[${call(1, 1)},${call(2, 2)}]`);
    await expect.poll(() => held.size).toBe(2);
    await session.cancel(1);
    finish(2);
    const { body } = await response;
    expect(body).toContain('"id":2');
    expect(body).not.toContain('"id":1,"jsonrpc"');
    expect(body.match(/^data:/gm)).toHaveLength(1);
  });
});

describe('when the server stops', () => {
  it('a call in flight gets its response, and the connections end', async () => {
    const stopping = await composeProgram();
    await server.close();
    server = await startServer(stopping);
    const session = await open();
    const stream = await openStream(session);
    const { response } = await startCall(session, 1);
    await stopping.stopCalls();
    await server.close();
    expect(messageOf(await response)).toMatchObject({
      result: {
        structuredContent: {
          error: {
            kind: 'cancelled',
            message: 'civis_jobs_get (id=1): The call was cancelled because the server is stopping.',
          },
        },
      },
    });
    await stream.ended;
    await expect(statusOf(session)).rejects.toThrow();
  });

  it('a request that nothing else answers gets an error of the protocol', async () => {
    const session = await open();
    const { response } = await startCall(session, 1);
    await server.close();
    expect(messageOf(await response)).toMatchObject({
      id: 1,
      error: { code: -32000, message: 'The server is stopping.' },
    });
  });
});

describe('a request that does not end', () => {
  /** Sends a part of a request, and resolves with what comes back when the connection is closed. */
  function sendPart(part: string): Promise<string> {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.write(part.replaceAll('\n', '\r\n'));
    return text(socket);
  }

  it('loses its connection, in its headers and in its body; a response may take longer', async () => {
    await server.close();
    const limits = { headersTimeoutMs: 300, requestTimeoutMs: 600, timeoutCheckMs: 50 };
    server = await startServer(composition, limits);
    const session = await open();
    const call = await startCall(session, 1);
    const head = `POST /mcp HTTP/1.1\nHost: 127.0.0.1\nContent-Type: application/json\n`;
    const parts = ['', head, `${head}Content-Length: 100\n\n{"jsonrpc"`];
    const received = await Promise.all(parts.map(sendPart));
    for (const response of received) expect(response).toMatch(/^HTTP\/1\.1 408 /);
    call.finish();
    expect(messageOf(await call.response)).toHaveProperty('result');
  });
});
