import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ClosableTransfers } from '../../src/client/transfer.ts';
import { CallError } from '../../src/errors.ts';
import { neverAborted } from '../support/connect.ts';
import { openTransfers } from '../support/dispatch.ts';
import {
  digestOf,
  generatedSource,
  type Interrupt,
  type ObjectStore,
  startObjectStore,
} from '../support/object-store.ts';

const MB = 1024 ** 2;
const quiet = { signal: neverAborted, onBytes: () => undefined };

let transfers: ClosableTransfers;
let store: ObjectStore | undefined;

beforeAll(() => {
  transfers = openTransfers();
});
afterAll(() => transfers.close());
afterEach(() => store?.close());

async function open(interrupt?: Interrupt): Promise<ObjectStore> {
  store = await startObjectStore(interrupt);
  return store;
}

const failureOf = (promise: Promise<unknown>): Promise<CallError> =>
  promise.then(
    () => expect.fail('no failure'),
    (cause: unknown) => (cause instanceof CallError ? cause : expect.fail(String(cause))),
  );

const breakOff = (request: IncomingMessage) => {
  request.once('data', () => request.socket.destroy());
};
const answer503 = (request: IncomingMessage, response: ServerResponse) => {
  request.resume().on('end', () => response.writeHead(503).end('<Message>Slow down</Message>'));
};

describe('an upload', () => {
  it.each([0, 1, 3 * MB + 7])('of %d bytes arrives as it is, by PUT', async (size) => {
    const { url, requests } = await open();
    const source = generatedSource(size);
    const told: number[] = [];
    const onBytes = (sent: number) => void told.push(sent);
    await transfers.put(`${url}/key?signature=s`, source, { signal: neverAborted, onBytes });
    expect(told.at(-1)).toBe(size);
    expect(told).toEqual(told.toSorted((one, other) => one - other));
    expect(requests).toMatchObject([{ verb: 'PUT', target: '/key?signature=s', size }]);
    expect(requests[0]?.headers['content-length']).toBe(String(size));
    expect(requests[0]?.digest).toBe(await digestOf(source.read(0, size)));
  });

  it('takes no credential along', async () => {
    const { url, requests } = await open();
    await transfers.put(`${url}/key`, generatedSource(10), quiet);
    await transfers.postForm(`${url}/`, { key: 'k' }, generatedSource(10), quiet);
    for (const { headers } of requests) {
      expect(headers).not.toHaveProperty('authorization');
      expect(headers).not.toHaveProperty('cookie');
    }
  });

  it('by form puts the fields in their order, and the file last', async () => {
    let body = '';
    const { url } = await open((request, response) => {
      request.setEncoding('latin1').on('data', (text: string) => {
        body += text;
      });
      request.on('end', () => response.writeHead(204).end());
      return true;
    });
    const told: number[] = [];
    const watch = { signal: neverAborted, onBytes: (sent: number) => told.push(sent) };
    await transfers.postForm(`${url}/`, { key: 'a/b', 'x"y\r\n': 'v' }, generatedSource(4), watch);
    expect(Array.from(body.matchAll(/; name="([^"]*)"/g), ([, name]) => name)).toEqual([
      'key',
      'x%22y%0D%0A',
      'file',
    ]);
    expect(body).toMatch(/\r\n\r\n\0{4}\r\n--form-[\w-]+--\r\n$/);
    expect(told.at(-1)).toBe(4);
  });

  it('in parts tries each again when it breaks or is refused for now', async () => {
    const seen = new Map<string, number>();
    const { url, requests } = await open((request, response) => {
      const part = request.url ?? '';
      seen.set(part, (seen.get(part) ?? 0) + 1);
      if (seen.get(part) !== 1) return false;
      if (part.endsWith('2')) breakOff(request);
      else if (part.endsWith('5')) answer503(request, response);
      else return false;
      return true;
    });
    const source = generatedSource(9 * MB + 3);
    const links = Array.from({ length: 10 }, (_, at) => `${url}/part${at}`);
    let told = 0;
    await transfers.putParts(links, MB, source, {
      signal: neverAborted,
      onBytes: (sent) => {
        told = sent;
      },
    });
    expect(requests).toHaveLength(10);
    expect([seen.get('/part2'), seen.get('/part5'), seen.get('/part1')]).toEqual([2, 2, 1]);
    for (const { target, digest, size } of requests) {
      const at = Number(target.slice('/part'.length));
      expect(size).toBe(at === 9 ? 3 : MB);
      expect(digest).toBe(await digestOf(source.read(at * MB, size)));
    }
    expect(told).toBe(source.size);
  });

  it('in parts has four under way, and no more', async () => {
    const { url, requests, maxConcurrent } = await open();
    const links = Array.from({ length: 12 }, (_, at) => `${url}/part${at}`);
    await transfers.putParts(links, 1000, generatedSource(12_000), quiet);
    expect([requests.length, maxConcurrent()]).toEqual([12, 4]);
  });

  it('in parts ends with the first that cannot be, and starts no further', async () => {
    const { url, requests } = await open((request, response) => {
      if (request.url !== '/part1') return false;
      request.resume().on('end', () => response.writeHead(403).end('<Message>Request has expired</Message>'));
      return true;
    });
    const links = Array.from({ length: 50 }, (_, at) => `${url}/part${at}?signature=hush`);
    links[1] = `${url}/part1`;
    const failure = await failureOf(transfers.putParts(links, 1000, generatedSource(50_000), quiet));
    expect(failure).toMatchObject({ kind: 'platform_error', details: { status: 403, retryable: false } });
    expect(failure.message).toContain('Request has expired');
    expect(failure.message).not.toContain('hush');
    expect(requests.length).toBeLessThan(49);
  });

  it('gives up after the fourth try', async () => {
    let tries = 0;
    const { url } = await open((request, response) => {
      tries += 1;
      answer503(request, response);
      return true;
    });
    const failure = await failureOf(transfers.put(`${url}/key`, generatedSource(10), quiet));
    expect(failure).toMatchObject({ kind: 'platform_error', details: { retryable: true } });
    expect(tries).toBe(4);
  });

  it('passes on what the source says, without another try', async () => {
    const { url } = await open();
    const source = {
      size: 100_000,
      read: async function* () {
        yield Buffer.alloc(10);
        throw new CallError('conflict', 'became shorter');
      },
    };
    expect(await failureOf(transfers.put(`${url}/key`, source, quiet))).toMatchObject({ kind: 'conflict' });
  });

  it('stops at once when it is cancelled', async () => {
    const controller = new AbortController();
    const { url } = await open((request) => {
      request.once('data', () => controller.abort());
      return true;
    });
    const links = Array.from({ length: 10 }, (_, at) => `${url}/${at}`);
    const watch = { signal: controller.signal, onBytes: () => undefined };
    const failure = await failureOf(transfers.putParts(links, 10 * MB, generatedSource(100 * MB), watch));
    expect(failure.kind).toBe('cancelled');
  });

  it('ends when the store takes nothing any more', async () => {
    const { url } = await open((request) => {
      request.pause();
      return true;
    });
    const controller = new AbortController();
    const failing = failureOf(
      transfers.put(`${url}/key`, generatedSource(50 * MB), {
        signal: controller.signal,
        onBytes: () => undefined,
      }),
    );
    setTimeout(() => controller.abort(), 500);
    expect((await failing).kind).toBe('cancelled');
  });
});

describe('a download', () => {
  const serve = (respond: (response: ServerResponse, request: IncomingMessage) => void): Interrupt => {
    return (request, response) => {
      respond(response, request);
      return true;
    };
  };

  it('brings the bytes and their number', async () => {
    const { url } = await open(serve((response) => response.end('content')));
    const incoming = await transfers.fetch(`${url}/key`, neverAborted);
    const chunks: Uint8Array[] = [];
    for await (const chunk of incoming.bytes) chunks.push(chunk);
    expect([incoming.size, Buffer.concat(chunks).toString()]).toEqual([7, 'content']);
  });

  it('is asked for again while the store is busy, and not when it says no', async () => {
    let tries = 0;
    const { url } = await open(
      serve((response) => {
        tries += 1;
        response.writeHead(tries < 3 ? 503 : 404).end();
      }),
    );
    const failure = await failureOf(transfers.fetch(`${url}/key`, neverAborted));
    expect([failure.kind, tries]).toEqual(['not_found', 3]);
  });

  it('fails when it breaks off', async () => {
    const { url } = await open(
      serve((response) => {
        response.writeHead(200, { 'content-length': 1000 }).write('half');
        setTimeout(() => response.destroy(), 50);
      }),
    );
    const { bytes } = await transfers.fetch(`${url}/key`, neverAborted);
    expect(await failureOf(digestOf(bytes))).toMatchObject({ kind: 'network', details: { retryable: true } });
  });

  it('is given up', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const { url } = await open(
      serve((response) => {
        closed = once(response, 'close');
        response.writeHead(200).write('on and on');
      }),
    );
    const controller = new AbortController();
    const incoming = await transfers.fetch(`${url}/key`, controller.signal);
    controller.abort();
    expect((await failureOf(digestOf(incoming.bytes))).kind).toBe('cancelled');
    await closed;
    const other = await transfers.fetch(`${url}/key`, neverAborted);
    other.close();
    await closed;
  });

  it('follows the storage’s redirects, and not for ever', async () => {
    const { url } = await open(
      serve((response, { url: target }) => {
        if (target === '/there') response.end('content');
        else response.writeHead(307, { location: target === '/once' ? '/there' : '/round' }).end();
      }),
    );
    const incoming = await transfers.fetch(`${url}/once`, neverAborted);
    expect(incoming.size).toBe(7);
    incoming.close();
    expect((await failureOf(transfers.fetch(`${url}/round`, neverAborted))).kind).toBe('platform_error');
  });
});

describe('a transfer in which nothing moves any more', () => {
  const STALLED = /^The file transfer with 127\.0\.0\.1:\d+ stalled: no data was sent or received in time\.$/;
  let impatient: ClosableTransfers;
  beforeAll(() => {
    impatient = openTransfers({ timeoutSeconds: 0.3 });
  });
  afterAll(() => impatient.close());

  const fetchAll = async (url: string) => digestOf((await impatient.fetch(url, neverAborted)).bytes);

  it.each<readonly [string, Interrupt, (url: string) => Promise<unknown>]>([
    ['before the response', () => true, fetchAll],
    [
      'within the response',
      (_, response) => response.writeHead(200, { 'content-length': 1000 }).write('half'),
      fetchAll,
    ],
    [
      'within the upload',
      (request) => request.pause() === request,
      (url) => impatient.put(url, generatedSource(50 * MB), quiet),
    ],
    [
      'after the upload',
      (request) => request.resume() === request,
      (url) => impatient.put(url, generatedSource(10), quiet),
    ],
  ])('%s is a timeout, and is not tried again', async (_, interrupt, use) => {
    let tries = 0;
    const { url } = await open((request, response) => {
      tries += 1;
      interrupt(request, response);
      return true;
    });
    const failure = await failureOf(use(`${url}/key`));
    expect(failure).toMatchObject({ kind: 'timeout', message: expect.stringMatching(STALLED) });
    expect(failure.details).toMatchObject({ retryable: true, hint: expect.stringContaining('--timeout') });
    expect(tries).toBe(1);
  });

  it('at a proxy is a timeout, too', async () => {
    const proxy = createServer();
    proxy.on('connect', () => undefined);
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const https = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const proxied = openTransfers({ timeoutSeconds: 0.3, proxy: { http: '', https, bypass: '' } });
    expect((await failureOf(proxied.fetch('https://storage.test/key', neverAborted))).kind).toBe('timeout');
    await proxied.close();
    proxy.closeAllConnections();
    proxy.close();
  });
});

describe('a presigned URL', () => {
  const upload = generatedSource(1);
  it.each([
    'http://storage.example/key',
    'http://169.254.169.254/latest/meta-data',
    'ftp://127.0.0.1/key',
    'file:///etc/passwd',
    'https://user:password@storage.example/key',
    'key',
    '',
  ])('%s is not used', async (link) => {
    for (const use of [
      () => transfers.fetch(link, neverAborted),
      async () => transfers.put(link, upload, quiet),
      async () => transfers.postForm(link, {}, upload, quiet),
      async () => transfers.putParts([link], 1, upload, quiet),
    ]) {
      expect((await failureOf((async () => use())())).kind).toBe('platform_error');
    }
  });

  it('is not followed out of encryption or this machine', async () => {
    const { url } = await open((_, response) => {
      response.writeHead(302, { location: 'http://storage.example/key' }).end();
      return true;
    });
    expect((await failureOf(transfers.fetch(`${url}/key`, neverAborted))).kind).toBe('platform_error');
  });
});
