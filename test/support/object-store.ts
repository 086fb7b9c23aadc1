import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request to the store, its body counted and digested rather than kept. */
export interface StoredRequest {
  readonly verb: string;
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly size: number;
  readonly digest: string;
}

export interface ObjectStore {
  readonly url: string;
  readonly requests: StoredRequest[];
  /** The highest number of requests at the same time. */
  readonly maxConcurrent: () => number;
  close(): Promise<void>;
}

/** Takes a request over before its body is read; answers whether it did. */
export type Interrupt = (request: IncomingMessage, response: ServerResponse) => boolean;

/** An object store on loopback that takes everything, unless the test takes a request over. */
export async function startObjectStore(interrupt: Interrupt = () => false): Promise<ObjectStore> {
  const requests: StoredRequest[] = [];
  let concurrent = 0;
  let maxConcurrent = 0;
  const server = createServer((request, response) => {
    if (interrupt(request, response)) return;
    concurrent += 1;
    maxConcurrent = Math.max(maxConcurrent, concurrent);
    const hash = createHash('sha256');
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      hash.update(chunk);
    });
    response.on('close', () => {
      concurrent -= 1;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      requests.push({ verb: method, target: url, headers, size, digest: hash.digest('hex') });
      // Later than at once, as a store that is far away: so that what comes together is seen together.
      setTimeout(() => response.writeHead(200).end(), 50);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    maxConcurrent: () => maxConcurrent,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Bytes generated while they are read: each follows from its position. */
export function generatedSource(size: number, chunk = 64 * 1024) {
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
