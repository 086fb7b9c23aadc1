import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { connectTo, neverAborted, request } from '../support/connect.ts';
import { answer, startPlatform } from '../support/platform.ts';

/** A proxy that leads every tunnel to one address, and remembers whom it was asked for. */
async function startProxy(to: URL) {
  const asked: { host: string; authorization: string | undefined }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer();
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push({ host: request.url ?? '', authorization: request.headers['proxy-authorization'] });
    const upstream = connect(Number(to.port), to.hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    for (const end of [socket, upstream]) {
      sockets.add(end);
      end.on('error', () => undefined);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  return { url: `http://user:pass@127.0.0.1:${port}`, asked, close };
}

describe('a proxy', () => {
  it('leads to the platform, and gets its own credentials and no others', async () => {
    const platform = await startPlatform((_, response) => answer(response, 200, { id: 1 }));
    const proxy = await startProxy(new URL(platform.url));
    const client = connectTo('http://civis.test/', { proxy: { http: proxy.url, https: '', bypass: '' } });
    expect((await client.send(request(), neverAborted)).body).toEqual({ id: 1 });
    expect(proxy.asked).toEqual([
      { host: 'civis.test:80', authorization: `Basic ${Buffer.from('user:pass').toString('base64')}` },
    ]);
    expect(platform.received[0]?.headers).toMatchObject({
      host: 'civis.test',
      authorization: 'Bearer test-key',
    });
    expect(platform.received[0]?.headers).not.toHaveProperty('proxy-authorization');
    await client.close();
    await proxy.close();
    await platform.close();
  });

  it('is left aside for the hosts that are named', async () => {
    const platform = await startPlatform((_, response) => answer(response, 200, {}));
    const client = connectTo(platform.url, {
      proxy: { http: 'http://127.0.0.1:1', https: '', bypass: '127.0.0.1' },
    });
    await client.send(request(), neverAborted);
    expect(platform.received).toHaveLength(1);
    await client.close();
    await platform.close();
  });

  it('that is not there is a network error without its password', async () => {
    const client = connectTo('http://civis.test/', {
      proxy: { http: 'http://user:pass@127.0.0.1:1', https: '', bypass: '' },
    });
    const failure: unknown = await client.send(request(), neverAborted).catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: 'network' });
    expect(JSON.stringify(failure) + String(failure)).not.toContain('pass');
    await client.close();
  });
});
