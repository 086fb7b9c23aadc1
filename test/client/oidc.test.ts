import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createConnectionPool } from '../../src/client/connection-pool.ts';
import { createRefreshingCredential, startDeviceSignIn } from '../../src/client/oidc.ts';

type Form = Record<string, string>;
type Grant = (form: Form, nth: number) => { status?: number; body: Record<string, unknown> };

const closings: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

/** A sign-in server that speaks as Keycloak does. */
async function startKeycloak(grant: Grant, page = 'http://x/device') {
  const asked: { path: string; form: Form }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(text));
      asked.push({ path: request.url ?? '', form });
      const device = request.url?.endsWith('/auth/device')
        ? {
            device_code: 'd',
            user_code: 'ABCD-EFGH',
            verification_uri: page,
            interval: 0.05,
            expires_in: 60,
          }
        : undefined;
      const { status = 200, body } = device === undefined ? grant(form, asked.length) : { body: device };
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const dispatcher = createConnectionPool({ http: '', https: '', bypass: '' }, 5);
  closings.push(
    () => dispatcher.destroy(),
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  const at = { server: new URL(`http://127.0.0.1:${port}/aiod-auth/`), realm: 'aiod', clientId: 'aiod-sdk' };
  return { at, asked, dispatcher };
}

const tokens = (nth: number, more: Record<string, unknown> = {}) => ({
  body: { access_token: `access-${nth}`, token_type: 'Bearer', expires_in: 300, ...more },
});
const ignore = () => Promise.resolve();

describe('a refresh token', () => {
  it('is exchanged once, however many calls wait, and again only when the token runs out', async () => {
    const { at, asked, dispatcher } = await startKeycloak((_, nth) => tokens(nth));
    const credential = createRefreshingCredential(
      at,
      { refreshToken: 'refresh-1', onCredential: () => undefined, onRefreshTokenRotated: ignore },
      dispatcher,
    );
    const got = await Promise.all(Array.from({ length: 20 }, () => credential.token()));
    expect(new Set(got)).toEqual(new Set(['access-1']));
    expect(await credential.token()).toBe('access-1');
    expect(asked).toEqual([
      {
        path: '/aiod-auth/realms/aiod/protocol/openid-connect/token',
        form: { grant_type: 'refresh_token', refresh_token: 'refresh-1', client_id: 'aiod-sdk' },
      },
    ]);
  });

  it('is renewed before its access token ends', async () => {
    const { at, asked, dispatcher } = await startKeycloak((_, nth) => tokens(nth, { expires_in: 20 }));
    const credential = createRefreshingCredential(
      at,
      { refreshToken: 'r', onCredential: () => undefined, onRefreshTokenRotated: ignore },
      dispatcher,
    );
    expect([await credential.token(), await credential.token()]).toEqual(['access-1', 'access-2']);
    expect(asked).toHaveLength(2);
  });

  it('gives way to the one that the server hands out', async () => {
    const { at, asked, dispatcher } = await startKeycloak((_, nth) =>
      tokens(nth, { expires_in: 1, refresh_token: `refresh-${nth + 1}` }),
    );
    const kept: string[][] = [];
    const onRefreshTokenRotated = (...pair: string[]) => {
      kept.push(pair);
      return Promise.resolve();
    };
    const credential = createRefreshingCredential(
      at,
      { refreshToken: 'refresh-1', onCredential: () => undefined, onRefreshTokenRotated },
      dispatcher,
    );
    await credential.token();
    await credential.token();
    expect(asked.map(({ form }) => form['refresh_token'])).toEqual(['refresh-1', 'refresh-2']);
    expect(kept).toEqual([
      ['refresh-2', 'refresh-1'],
      ['refresh-3', 'refresh-2'],
    ]);
  });

  it('that was refused says what to do, without the token', async () => {
    const { at, dispatcher } = await startKeycloak(() => ({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Token is not active' },
    }));
    const credential = createRefreshingCredential(
      at,
      { refreshToken: 'very-secret', onCredential: () => undefined, onRefreshTokenRotated: ignore },
      dispatcher,
    );
    const failure = await credential.token().catch((error: unknown) => error);
    expect(failure).toMatchObject({
      kind: 'unauthorized',
      message: expect.stringContaining('Token is not active'),
      details: { hint: expect.stringContaining('login aiod') },
    });
    expect(JSON.stringify(failure)).not.toContain('very-secret');
  });

  it('can be tried again after the server was away', async () => {
    const { at, dispatcher } = await startKeycloak((_, nth) =>
      nth === 1 ? { status: 503, body: { no: 'oauth' } } : tokens(nth),
    );
    const credential = createRefreshingCredential(
      at,
      { refreshToken: 'r', onCredential: () => undefined, onRefreshTokenRotated: ignore },
      dispatcher,
    );
    await expect(credential.token()).rejects.toMatchObject({ kind: 'network' });
    expect(await credential.token()).toBe('access-2');
  });
});

describe('a client secret', () => {
  it('is exchanged as client credentials', async () => {
    const { at, asked, dispatcher } = await startKeycloak((_, nth) => tokens(nth));
    const credential = createRefreshingCredential(
      at,
      { clientSecret: 's', onCredential: () => undefined, onRefreshTokenRotated: ignore },
      dispatcher,
    );
    expect(await credential.token()).toBe('access-1');
    expect(asked[0]?.form).toEqual({
      grant_type: 'client_credentials',
      client_id: 'aiod-sdk',
      client_secret: 's',
    });
  });
});

describe('signing in on a device', () => {
  it('shows the code, waits for the person and brings the refresh token', async () => {
    const { at, asked, dispatcher } = await startKeycloak((_, nth) =>
      nth < 3
        ? { status: 400, body: { error: 'authorization_pending' } }
        : tokens(nth, { refresh_token: 'kept' }),
    );
    const { address, code, refreshToken } = await startDeviceSignIn(at, dispatcher);
    expect({ address, code }).toEqual({ address: 'http://x/device', code: 'ABCD-EFGH' });
    expect(await refreshToken).toBe('kept');
    expect(asked.map(({ path }) => path.split('/').at(-1))).toEqual(['device', 'token', 'token']);
  });

  it.each(['javascript:alert(1)', 'device'])('sends nobody to %j', async (page) => {
    const { at, asked, dispatcher } = await startKeycloak((_, nth) => tokens(nth), page);
    await expect(startDeviceSignIn(at, dispatcher)).rejects.toMatchObject({
      kind: 'platform_error',
      message: 'The AI-on-Demand sign-in server did not return the address of its sign-in page.',
      details: { hint: 'Check AIOD_AUTH_SERVER.' },
    });
    expect(asked.map(({ path }) => path.split('/').at(-1))).toEqual(['device']);
  });

  it('ends when the person declines', async () => {
    const { at, dispatcher } = await startKeycloak(() => ({ status: 400, body: { error: 'access_denied' } }));
    const { refreshToken } = await startDeviceSignIn(at, dispatcher);
    await expect(refreshToken).rejects.toMatchObject({ kind: 'unauthorized' });
  });
});
