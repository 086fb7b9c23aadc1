import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { INITIALIZE, type Message } from './program.ts';

export const ACCEPT = {
  accept: 'application/json, text/event-stream',
  'content-type': 'application/json',
};

export interface Exchange {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** What came until the response ended or broke off. */
  readonly body: string;
}

export interface RawRequest {
  readonly verb?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** False: the request is not over, and its response comes all the same. */
  readonly ends?: boolean;
}

/** A request as bytes on the wire; `fetch` would not let a test choose its `Host`. */
export function sendRaw(
  url: URL | string,
  { verb = 'POST', headers = ACCEPT, body = '', ends = true }: RawRequest = {},
): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: verb, headers }, (response) => {
      const { statusCode: status = 0, headers: received } = response;
      text(response)
        .catch(String)
        .then((read) => resolve({ status, headers: received, body: read }), reject);
    });
    outgoing.on('error', reject);
    // Headers go out by themselves where no body follows them.
    outgoing.flushHeaders();
    if (body !== '') outgoing.write(body);
    if (ends) outgoing.end();
  });
}

export const rpc = (id: number, method: string, params: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params });

/** The message of a response, which comes as JSON or as the last event of a stream. */
export function messageOf({ body }: Exchange): Message {
  const data = body.split('\n').filter((line) => line.startsWith('data: ') && line.length > 6);
  return JSON.parse(data.at(-1)?.slice(6) ?? body) as Message;
}

/** A client of the revisions before 2026-07-28, with ids of its own choosing. */
export interface RawSession {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  post(body: string): Promise<Exchange>;
  /** Calls `civis_jobs_get`. */
  call(id: number, job: number): Promise<Exchange>;
  cancel(id: number): Promise<Exchange>;
}

export async function openRawSession(url: string): Promise<RawSession> {
  const opened = await sendRaw(url, { body: rpc(0, 'initialize', INITIALIZE) });
  const id = String(opened.headers['mcp-session-id']);
  const headers = { ...ACCEPT, 'mcp-session-id': id, 'mcp-protocol-version': '2025-06-18' };
  const post = (body: string) => sendRaw(url, { headers, body });
  await post('{"jsonrpc":"2.0","method":"notifications/initialized"}');
  return {
    id,
    headers,
    post,
    call: (number, job) =>
      post(rpc(number, 'tools/call', { name: 'civis_jobs_get', arguments: { id: job } })),
    cancel: (requestId) =>
      post(
        JSON.stringify({
          jsonrpc: '2.0',
          method: 'notifications/cancelled',
          params: { requestId, reason: 'test' },
        }),
      ),
  };
}
