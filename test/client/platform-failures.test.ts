import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verb } from '../../src/client/interface.ts';
import type { ClosablePlatformClient } from '../../src/client/platform-client.ts';
import { CallError, type ErrorKind } from '../../src/errors.ts';
import { connectTo, neverAborted, request } from '../support/connect.ts';
import { answer, type FakePlatform, startPlatform } from '../support/platform.ts';

interface Row {
  readonly fault: string;
  readonly verb?: Verb;
  readonly misbehave: (response: ServerResponse, nth: number) => void;
  /** How often the platform is asked. */
  readonly asked: number;
  /** The error's kind; left out: the call ends well. */
  readonly kind?: ErrorKind;
  readonly retryable?: boolean;
  readonly uncertain?: boolean;
  readonly says?: RegExp;
}

const always =
  (status: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    answer(response, status, { error: 'x', errorDescription: 'as told', code: status }, headers);
const invalid =
  (...detail: readonly unknown[]) =>
  (response: ServerResponse) =>
    answer(response, 422, { detail });
const once = (misbehave: Row['misbehave']) => (response: ServerResponse, nth: number) =>
  nth === 1 ? misbehave(response, nth) : answer(response, 200, { ok: true });
const reset = (response: ServerResponse) => void response.socket?.destroy();
const half = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"half":', () => response.socket?.destroy());
};
const halfChunked = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json', connection: 'close' });
  response.write('{"half":', () => response.socket?.end());
};
const halfError = (response: ServerResponse) => {
  response.writeHead(409, { 'content-length': '100' });
  response.write('taken', () => response.socket?.destroy());
};
const longError = (response: ServerResponse) => {
  response.writeHead(404, { 'content-type': 'text/html' });
  response.write('<h1>No such page</h1>\n');
  response.end(Buffer.alloc(40 * 1024 * 1024, ' '));
};
const firstThenNotFound = (first: Row['misbehave']) => (response: ServerResponse, nth: number) =>
  nth === 1 ? first(response, nth) : always(404)(response);
const silent = () => undefined;
const slowBody = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"slow":');
};
const large = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const megabyte = Buffer.alloc(1024 * 1024, ' ');
  for (let sent = 0; sent < 60; sent += 1) response.write(megabyte);
  response.end('{}');
};
const declaredLarge = (response: ServerResponse) => {
  response.writeHead(200, { 'content-length': String(60 * 1024 * 1024) });
  response.flushHeaders();
};
const typed = (type: string, text: string) => (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': type });
  response.end(text);
};
const redirect = (status: number, location: string) => (response: ServerResponse) => {
  response.writeHead(status, { location });
  response.end();
};

const STATUSES: [number, ErrorKind][] = [
  [400, 'invalid_input'],
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not_found'],
  [408, 'timeout'],
  [409, 'conflict'],
  [412, 'invalid_input'],
  [413, 'too_large'],
  [418, 'platform_error'],
  [422, 'invalid_input'],
  [500, 'platform_error'],
];

const ROWS: readonly Row[] = [
  ...STATUSES.map(
    ([status, kind]): Row => ({
      fault: `${status}`,
      misbehave: always(status),
      asked: 1,
      kind,
      retryable: false,
      says: new RegExp(`returned ${status}: "as told"`),
    }),
  ),
  ...([429, 502, 503, 504] as const).flatMap((status): Row[] =>
    (['GET', 'PUT', 'DELETE'] as const).map((verb) => ({
      fault: `${status} once`,
      verb,
      misbehave: once(always(status)),
      asked: 2,
    })),
  ),
  ...([429, 503] as const).map(
    (status): Row => ({
      fault: `${status} once`,
      verb: 'POST',
      misbehave: once(always(status)),
      asked: 2,
    }),
  ),
  ...([502, 504] as const).map(
    (status): Row => ({
      fault: `${status}`,
      verb: 'POST',
      misbehave: always(status),
      asked: 1,
      kind: 'platform_error',
      retryable: false,
      uncertain: true,
    }),
  ),
  ...([429, 503] as const).map(
    (status): Row => ({
      fault: `${status}`,
      verb: 'PATCH',
      misbehave: always(status),
      asked: 1,
      kind: status === 429 ? 'rate_limited' : 'platform_error',
      retryable: true,
    }),
  ),
  { fault: '503 for good', misbehave: always(503), asked: 4, kind: 'platform_error', says: /Tried 4 times/ },
  {
    fault: 'Retry-After beyond the deadline',
    misbehave: always(429, { 'retry-after': '3600' }),
    asked: 1,
    kind: 'rate_limited',
    retryable: true,
  },
  {
    fault: 'Retry-After as a date beyond the deadline',
    misbehave: always(503, { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() }),
    asked: 1,
    kind: 'platform_error',
  },
  { fault: 'reset before the answer', misbehave: once(reset), asked: 2 },
  { fault: 'reset before the answer', verb: 'PUT', misbehave: once(reset), asked: 2 },
  {
    fault: 'reset before the answer',
    verb: 'POST',
    misbehave: reset,
    asked: 1,
    kind: 'network',
    retryable: false,
    uncertain: true,
  },
  {
    fault: 'reset before the answer',
    verb: 'PATCH',
    misbehave: reset,
    asked: 1,
    kind: 'network',
    retryable: false,
    uncertain: true,
  },
  { fault: 'half an answer once', misbehave: once(half), asked: 2 },
  { fault: 'half an answer in chunks once', misbehave: once(halfChunked), asked: 2 },
  {
    fault: 'half an answer',
    misbehave: half,
    asked: 4,
    kind: 'network',
    retryable: true,
    says: /closed the connection before the response was complete/,
  },
  ...(['POST', 'PUT', 'DELETE'] as const).flatMap((verb): Row[] => [
    { fault: 'half an answer', verb, misbehave: half, asked: 1, kind: 'network', uncertain: true },
    {
      fault: 'an answer that is not JSON',
      verb,
      misbehave: typed('text/html', '<h1>Done</h1>'),
      asked: 1,
      kind: 'platform_error',
      retryable: false,
      uncertain: true,
      says: /^Civis returned 200, but its response could not be read\. The response is not valid JSON/,
    },
    { fault: '60 MB', verb, misbehave: large, asked: 1, kind: 'too_large', uncertain: true },
    {
      fault: 'an error that is cut',
      verb,
      misbehave: halfError,
      asked: 1,
      kind: 'conflict',
      says: /"taken"/,
    },
    { fault: 'a long error', verb, misbehave: longError, asked: 1, kind: 'not_found', says: /No such page/ },
  ]),
  ...([reset, always(502)] as const).map(
    (first): Row => ({
      fault: `${first === reset ? 'reset' : '502'}, then 404`,
      verb: 'DELETE',
      misbehave: firstThenNotFound(first),
      asked: 2,
      kind: 'not_found',
      retryable: false,
      uncertain: true,
      says: /An earlier attempt of this call has no known result and may have deleted it/,
    }),
  ),
  {
    fault: '503, then 404',
    verb: 'DELETE',
    misbehave: firstThenNotFound(always(503)),
    asked: 2,
    kind: 'not_found',
    says: /returned 404: "as told"\. Tried 2 times\.$/,
  },
  { fault: 'silence', misbehave: silent, asked: 1, kind: 'timeout', retryable: true },
  {
    fault: 'silence',
    verb: 'POST',
    misbehave: silent,
    asked: 1,
    kind: 'timeout',
    retryable: false,
    uncertain: true,
  },
  { fault: 'a body that stops', misbehave: slowBody, asked: 1, kind: 'timeout' },
  { fault: '60 MB', misbehave: large, asked: 1, kind: 'too_large', retryable: false },
  { fault: '60 MB, declared', misbehave: declaredLarge, asked: 1, kind: 'too_large' },
  {
    fault: 'HTML',
    misbehave: typed('text/html', '<h1>Sign in</h1>'),
    asked: 1,
    kind: 'platform_error',
    says: /Sign in/,
  },
  {
    fault: 'validation errors',
    misbehave: invalid({ loc: ['body', 'tags', 0], msg: 'is too long' }, 'and more'),
    asked: 1,
    kind: 'invalid_input',
    says: /returned 422: "tags\.0: is too long; and more"/,
  },
  {
    fault: 'validation errors that are none',
    misbehave: invalid({ loc: ['body', {}, 'email'], msg: { why: 'taken' } }, { loc: {} }),
    asked: 1,
    kind: 'invalid_input',
    says: /returned 422: "email: is not valid; is not valid"/,
  },
  { fault: 'broken JSON', misbehave: typed('application/json', '{"a":'), asked: 1, kind: 'platform_error' },
  {
    fault: 'redirect to another origin',
    misbehave: redirect(302, 'http://127.0.0.2:1/x'),
    asked: 1,
    kind: 'platform_error',
    says: /another origin/,
  },
  {
    fault: 'redirect in a circle',
    misbehave: redirect(307, '/fault'),
    asked: 6,
    kind: 'platform_error',
    says: /redirected the request more than 5 times/,
  },
  { fault: 'redirect within the origin', misbehave: once(redirect(301, '/elsewhere')), asked: 2 },
  { fault: '307 within the origin', verb: 'PUT', misbehave: once(redirect(307, '/elsewhere')), asked: 2 },
  {
    fault: '302 of a change',
    verb: 'POST',
    misbehave: redirect(302, '/elsewhere'),
    asked: 1,
    kind: 'platform_error',
  },
];

describe.concurrent('a platform that fails', () => {
  it.each(ROWS.map((row) => [`${row.verb ?? 'GET'}: ${row.fault}`, row] as const))('%s', async (_, row) => {
    let nth = 0;
    const platform = await startPlatform((_received, response) => {
      nth += 1;
      row.misbehave(response, nth);
    });
    const stalls = row.misbehave === silent || row.misbehave === slowBody;
    const client = connectTo(platform.url, stalls ? { timeoutSeconds: 3 } : {});
    const verb = row.verb ?? 'GET';
    const body = verb === 'GET' || verb === 'DELETE' ? undefined : { a: 1 };
    const ended = await client.send(request({ verb, path: '/fault', body }), neverAborted).then(
      () => undefined,
      (error: unknown) => error,
    );
    await client.close();
    await platform.close();

    expect(platform.received).toHaveLength(row.asked);
    if (row.kind === undefined) {
      expect(ended).toBeUndefined();
      return;
    }
    expect(ended).toBeInstanceOf(CallError);
    const { kind, message, details } = ended as CallError;
    expect(kind).toBe(row.kind);
    if (row.says !== undefined) expect(message).toMatch(row.says);
    if (row.retryable !== undefined) expect(details.retryable).toBe(row.retryable);
    expect(details.uncertain ?? false).toBe(row.uncertain ?? false);
    expect(message).not.toContain('test-key');
  });
});

describe('a platform that is not there', () => {
  it.each([
    ['refused', 'http://127.0.0.1:1/', 'network', /refused/],
    ['no such name', 'http://no-such-host.invalid/', 'network', /name/],
  ] as const)('%s', async (_, url, kind, says) => {
    const client = connectTo(url);
    await expect(client.send(request({ verb: 'POST' }), neverAborted)).rejects.toMatchObject({
      kind,
      message: expect.stringMatching(says),
      details: { uncertain: false, retryable: true },
    });
    await expect(client.send(request({ verb: 'POST' }), neverAborted)).rejects.toMatchObject({
      message: expect.stringMatching(/ Nothing was sent\.$/),
    });
    await client.close();
  });
});

describe('many calls through a platform that fails one in five', () => {
  let platform: FakePlatform;
  let client: ClosablePlatformClient;
  const seen = new Map<string, number>();

  beforeAll(async () => {
    let count = 0;
    platform = await startPlatform(({ target, verb }, response) => {
      count += 1;
      seen.set(`${verb} ${target}`, (seen.get(`${verb} ${target}`) ?? 0) + 1);
      if (count % 5 === 0) reset(response);
      else answer(response, 200, { target });
    });
    client = connectTo(platform.url);
  });

  afterAll(async () => {
    await client.close();
    await platform.close();
  });

  it('all end with their own answer or a typed error, and no POST is sent twice', async () => {
    const calls = Array.from({ length: 200 }, (_, index) => {
      const verb: Verb = index % 2 === 0 ? 'GET' : 'POST';
      return client.send(
        request({ verb, path: '/call/{id}', pathParams: { id: String(index) } }),
        neverAborted,
      );
    });
    const ends = await Promise.allSettled(calls);
    for (const [index, end] of ends.entries()) {
      if (end.status === 'fulfilled') expect(end.value.body).toEqual({ target: `/call/${index}` });
      else expect(end.reason).toBeInstanceOf(CallError);
    }
    const posts = [...seen].filter(([call]) => call.startsWith('POST'));
    expect(posts).toHaveLength(100);
    expect(posts.every(([, times]) => times === 1)).toBe(true);
  });
});
