import { getEventListeners, once, setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { ByteStream } from '../../src/client/interface.ts';
import { CallError } from '../../src/errors.ts';
import { connectTo, neverAborted, request } from '../support/connect.ts';
import { answer, startPlatform } from '../support/platform.ts';

describe('what goes over the wire', () => {
  it('carries the key, the path under the endpoint and the body', async () => {
    const platform = await startPlatform((_, response) =>
      answer(response, 201, { id: 1 }, { 'X-Request-Id': 'r1' }),
    );
    const client = connectTo(`${platform.url}api/`);
    const sent = request({
      verb: 'POST',
      path: '/jobs/{id}/runs',
      pathParams: { id: '5' },
      body: { userIds: [1] },
    });
    const { status, body, headers } = await client.send(sent, neverAborted);
    expect({ status, body, id: headers['x-request-id'] }).toEqual({ status: 201, body: { id: 1 }, id: 'r1' });
    expect(platform.received).toMatchObject([
      {
        verb: 'POST',
        target: '/api/jobs/5/runs',
        body: { userIds: [1] },
        headers: { authorization: 'Bearer test-key' },
      },
    ]);
    await client.close();
    await platform.close();
  });

  it('sends no body and no content type where there is none', async () => {
    const platform = await startPlatform((_, response) => answer(response, 200, {}));
    const client = connectTo(platform.url);
    for (const verb of ['GET', 'POST', 'DELETE'] as const) await client.send(request({ verb }), neverAborted);
    expect(platform.received.map(({ body }) => body)).toEqual([null, null, null]);
    expect(platform.received.every(({ headers }) => headers['content-type'] === undefined)).toBe(true);
    await client.close();
    await platform.close();
  });

  it.each([
    ['none', true, undefined],
    ['optional', true, 'Bearer test-key'],
    ['optional', false, undefined],
  ] as const)('auth %s with a credential: %s', async (auth, has, header) => {
    const platform = await startPlatform((_, response) => answer(response, 200, {}));
    const client = connectTo(platform.url, has ? {} : { credential: undefined });
    await client.send(request({ auth }), neverAborted);
    expect(platform.received[0]?.headers['authorization']).toBe(header);
    await client.close();
    await platform.close();
  });

  it('sends nothing without the credential that is required', async () => {
    const platform = await startPlatform((_, response) => answer(response, 200, {}));
    const client = connectTo(platform.url, { credential: undefined });
    await expect(client.send(request(), neverAborted)).rejects.toMatchObject({
      kind: 'not_configured',
      details: { hint: expect.stringContaining('CIVIS_API_KEY') },
    });
    expect(platform.received).toEqual([]);
    await client.close();
    await platform.close();
  });
});

describe('a call that is cancelled', () => {
  it('closes its socket and says so', async () => {
    const controller = new AbortController();
    let closed: Promise<unknown> = Promise.resolve();
    const platform = await startPlatform((_, response) => {
      closed = once(response, 'close');
      controller.abort();
    });
    const client = connectTo(platform.url);
    await expect(client.send(request(), controller.signal)).rejects.toMatchObject({ kind: 'cancelled' });
    await closed;
    await client.close();
    await platform.close();
  });

  it('stops waiting for its next attempt', async () => {
    const controller = new AbortController();
    const platform = await startPlatform((_, response) => {
      answer(response, 503, undefined, { 'retry-after': '15' });
      setTimeout(() => controller.abort(), 50);
    });
    const client = connectTo(platform.url);
    await expect(client.send(request(), controller.signal)).rejects.toMatchObject({ kind: 'cancelled' });
    expect(platform.received).toHaveLength(1);
    await client.close();
    await platform.close();
  });

  it('sends nothing when it was cancelled before', async () => {
    const platform = await startPlatform((_, response) => answer(response, 200, {}));
    const client = connectTo(platform.url);
    await expect(client.send(request(), AbortSignal.abort())).rejects.toMatchObject({ kind: 'cancelled' });
    expect(platform.received).toEqual([]);
    await client.close();
    await platform.close();
  });
});

describe('a connection that cannot be opened in time', () => {
  it('ends the call at its time limit, and nothing is sent, not even later', async () => {
    const tunnels: Socket[] = [];
    const closed: Promise<unknown>[] = [];
    const proxy = createServer();
    proxy.on('connect', (_: IncomingMessage, socket: Socket) => {
      tunnels.push(socket.on('error', () => undefined));
      closed.push(new Promise((resolve) => socket.once('close', resolve)));
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const client = connectTo('http://civis.test/', {
      timeoutSeconds: 0.3,
      proxy: { http: `http://127.0.0.1:${port}`, https: '', bypass: '' },
    });
    await expect(client.send(request({ verb: 'POST', body: {} }), neverAborted)).rejects.toMatchObject({
      kind: 'timeout',
      message: 'Civis did not respond within 0.3 seconds. Nothing was sent.',
      details: { uncertain: false, retryable: true },
    });
    const sent: Buffer[] = [];
    for (const tunnel of tunnels) {
      tunnel
        .on('data', (bytes: Buffer) => sent.push(bytes))
        .write('HTTP/1.1 200 Connection established\r\n\r\n');
    }
    await client.close();
    await Promise.all(closed);
    expect(Buffer.concat(sent).toString()).toBe('');
    proxy.close();
  });
});

describe('a thousand calls', () => {
  it('leave no listener on the signals of their callers', async () => {
    const platform = await startPlatform((_, response) => answer(response, 200, {}));
    const client = connectTo(platform.url, { connections: 4 });
    const { signal } = new AbortController();
    setMaxListeners(0, signal);
    for (let round = 0; round < 4; round += 1) {
      const streams = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const { body } = await client.send(request({ responseType: 'stream' }), signal);
          await buffer((body as ByteStream).bytes);
        }),
      );
      expect(streams).toHaveLength(20);
      await Promise.allSettled(
        Array.from({ length: 250 }, (_, index) =>
          client.send(request({ verb: index % 2 === 0 ? 'GET' : 'POST' }), signal),
        ),
      );
      await Promise.allSettled(
        Array.from({ length: 20 }, () => {
          const cancelled = AbortSignal.abort();
          return client.send(request(), cancelled);
        }),
      );
    }
    await expect.poll(() => getEventListeners(signal, 'abort')).toHaveLength(0);
    await client.close();
    await platform.close();
  });
});

describe('too many calls', () => {
  it('are refused instead of kept', async () => {
    const platform = await startPlatform(() => undefined);
    const client = connectTo(platform.url);
    const controller = new AbortController();
    const calls = Array.from({ length: 1001 }, () => client.send(request(), controller.signal));
    await expect(calls.at(-1)).rejects.toMatchObject({ kind: 'rate_limited', details: { retryable: true } });
    controller.abort();
    const ends = await Promise.allSettled(calls);
    expect(ends.every((end) => end.status === 'rejected' && end.reason instanceof CallError)).toBe(true);
    await client.close();
    await platform.close();
  });
});
