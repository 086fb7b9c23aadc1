import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request to the store, its body counted and digested rather than kept. */
export interface Arrived {
  readonly verb: string;
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly size: number;
  readonly digest: string;
}

export interface ObjectStore {
  readonly url: string;
  readonly arrived: Arrived[];
  /** Requests that were under way together, at the most. */
  readonly mostAtOnce: () => number;
  close(): Promise<void>;
}

/** Takes a request over before its body is read; answers whether it did. */
export type Interrupt = (request: IncomingMessage, response: ServerResponse) => boolean;

/** An object store on loopback that takes everything, unless the test takes a request over. */
export async function startStore(interrupt: Interrupt = () => false): Promise<ObjectStore> {
  const arrived: Arrived[] = [];
  let now = 0;
  let most = 0;
  const server = createServer((request, response) => {
    if (interrupt(request, response)) return;
    now += 1;
    most = Math.max(most, now);
    const hash = createHash('sha256');
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      hash.update(chunk);
    });
    response.on('close', () => {
      now -= 1;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      arrived.push({ verb: method, target: url, headers, size, digest: hash.digest('hex') });
      // Later than at once, as a store that is far away: so that what comes together is seen together.
      setTimeout(() => response.writeHead(200).end(), 50);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    mostAtOnce: () => most,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Bytes that are made as they are read: each is what its place says. */
export function madeUp(size: number, chunk = 64 * 1024) {
  return {
    size,
    read: async function* (start: number, length: number) {
      for (let at = start; at < start + length; ) {
        const bytes = Buffer.alloc(Math.min(chunk, start + length - at), (at / chunk) % 251);
        at += bytes.length;
        yield bytes;
      }
    },
  };
}

export async function digestOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest('hex');
}
