import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { useSandbox } from '../../support/sandbox.ts';

const under = useSandbox();
const portOf = () => Number(new URL(under.sandbox.civisEndpoint).port);

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends a request with whatever `Host`; resolves with status and text. */
function send({ method = 'GET', path = '/aiod/v2/contacts', headers }: Sent): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: portOf(), method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve([response.statusCode ?? 0, text]));
    });
    sent.on('error', reject).end();
  });
}

const withPort = (text: string) => text.replaceAll('PORT', String(portOf()));

describe('the sandbox serves', () => {
  it.each([
    { host: '127.0.0.1:PORT' },
    { host: 'localhost:PORT' },
    { host: 'LOCALHOST:PORT' },
    { host: '[::1]:PORT' },
    { host: '127.0.0.1:PORT', origin: 'http://localhost:PORT' },
  ])('%o', async (headers) => {
    const filled = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, withPort(value)]),
    );
    expect((await send({ headers: filled }))[0]).toBe(200);
  });
});

describe('the sandbox refuses', () => {
  it.each([
    'rebind.test:PORT',
    'rebind.test',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost.rebind.test:PORT',
    'me@localhost:PORT',
    '192.168.1.5:PORT',
  ])('Host %s', async (host) => {
    expect(await send({ headers: { host: withPort(host) } })).toEqual([
      403,
      withPort(
        `Host must be one of 127.0.0.1:PORT, localhost:PORT, [::1]:PORT; got ${JSON.stringify(host)}.`,
      ),
    ]);
  });

  it.each(['http://evil.test', 'https://127.0.0.1:PORT', 'http://localhost', 'null'])(
    'Origin %s',
    async (origin) => {
      const headers = { host: `127.0.0.1:${portOf()}`, origin: withPort(origin) };
      const [status, text] = await send({ headers });
      expect(status).toBe(403);
      expect(text).toMatch(/^Origin must be one of http:\/\/127\.0\.0\.1:\d+, /);
    },
  );

  it.each(['/civis/jobs', '/storage/x', '/_faults', '/nowhere'])('it everywhere: %s', async (path) => {
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
      const headers = { host: `127.0.0.1:${portOf()}`, origin: 'http://evil.test' };
      expect((await send({ method, path, headers }))[0]).toBe(403);
    }
  });
});
