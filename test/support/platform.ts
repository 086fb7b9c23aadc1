import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a platform received it. */
export interface Received {
  readonly verb: string;
  /** Path and query, undecoded. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed JSON, other text as it came, or null where nothing was sent. */
  readonly body: unknown;
  /** The body as it came. */
  readonly bytes: Buffer;
}

export type Respond = (received: Received, response: ServerResponse) => void;

export interface FakePlatform {
  readonly url: string;
  readonly received: Received[];
  close(): Promise<void>;
}

/** A real HTTP server on loopback that records what it is asked and answers as it is told. */
export async function startPlatform(respond: Respond): Promise<FakePlatform> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    // A failure in here is one of the test, and ends the run as an unhandled rejection.
    void readBytes(request).then((bytes) => {
      const { method = '', url = '', headers } = request;
      const seen = { verb: method, target: url, headers, body: parsedBody(request, bytes), bytes };
      received.push(seen);
      respond(seen, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function parsedBody(request: IncomingMessage, bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  if (text === '') return null;
  return request.headers['content-type']?.includes('json') ? JSON.parse(text) : text;
}

/** Answers JSON; `undefined` is an empty body. */
export function answer(
  response: ServerResponse,
  status: number,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
