import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRefreshingCredential, startDeviceSignIn, type TokenGrant } from '../../src/client/oidc.ts';
import { type Grant, startKeycloak, tokens } from '../support/sign-in.ts';

const closings: (() => Promise<void>)[] = [];

afterEach(async () => {
  vi.useRealTimers();
  for (const close of closings.splice(0)) await close();
});

async function signInTo(grant: Grant, page?: string) {
  const server = await startKeycloak(grant, page);
  closings.push(server.close);
  return server;
}

async function credentialFor(grant: Grant, given: Omit<TokenGrant, 'onCredential'>) {
  const { at, asked, dispatcher } = await signInTo(grant);
  const credential = createRefreshingCredential(at, { onCredential: () => undefined, ...given }, dispatcher);
  return { credential, asked };
}

describe('a refresh token', () => {
  it('is exchanged once, however many calls wait, and again only when the token runs out', async () => {
    const { credential, asked } = await credentialFor((_, nth) => tokens(nth), { refreshToken: 'refresh-1' });
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

  it.each([
    ['5 minutes, half a minute', 300, 269, 271],
    ['a minute, a tenth of its life', 60, 53, 55],
    ['20 s, a tenth of its life', 20, 17, 19],
    ['an unknown time, half a minute before 5 minutes', 0, 269, 271],
  ])('that lives %s before its end is renewed', async (_, expires_in, before, after) => {
    vi.useFakeTimers({ toFake: ['Date'], now: 0 });
    const { credential } = await credentialFor((_form, nth) => tokens(nth, { expires_in }), {
      refreshToken: 'r',
    });
    const got = [];
    for (const second of [0, before, after]) {
      vi.setSystemTime(second * 1000);
      got.push(await credential.token());
    }
    expect(got).toEqual(['access-1', 'access-1', 'access-2']);
  });

  it('gives way to the one that the server hands out', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 0 });
    const { credential, asked } = await credentialFor(
      (_, nth) => tokens(nth, { refresh_token: `refresh-${nth + 1}` }),
      { refreshToken: 'refresh-1' },
    );
    await credential.token();
    vi.setSystemTime(300_000);
    await credential.token();
    expect(asked.map(({ form }) => form['refresh_token'])).toEqual(['refresh-1', 'refresh-2']);
  });

  it('that was refused says what to do, without the token', async () => {
    const { credential } = await credentialFor(
      () => ({
        status: 400,
        body: { error: 'invalid_grant', error_description: 'Token is not active' },
      }),
      { refreshToken: 'very-secret' },
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
    const { credential } = await credentialFor(
      (_, nth) => (nth === 1 ? { status: 503, body: { no: 'oauth' } } : tokens(nth)),
      { refreshToken: 'r' },
    );
    await expect(credential.token()).rejects.toMatchObject({ kind: 'network' });
    expect(await credential.token()).toBe('access-2');
  });
});

describe('an access token that the platform refuses', () => {
  it('is renewed once for all calls that had it', async () => {
    const { credential, asked } = await credentialFor((_, nth) => tokens(nth), { refreshToken: 'r' });
    const token = await credential.token();
    expect(Array.from({ length: 5 }, () => credential.onRefused(token))).toEqual(Array(5).fill(true));
    expect(await Promise.all([credential.token(), credential.token()])).toEqual(['access-2', 'access-2']);
    expect(credential.onRefused(token)).toBe(true);
    expect(asked).toHaveLength(2);
  });

  it('is not renewed again until the new one was accepted', async () => {
    const { credential } = await credentialFor((_, nth) => tokens(nth), { refreshToken: 'r' });
    credential.onRefused(await credential.token());
    expect(credential.onRefused(await credential.token())).toBe(false);
    expect(await credential.token()).toBe('access-2');
    credential.onAccepted('access-2');
    expect(credential.onRefused('access-2')).toBe(true);
    expect(await credential.token()).toBe('access-3');
  });
});

describe('a client secret', () => {
  it('is exchanged as client credentials', async () => {
    const { credential, asked } = await credentialFor((_, nth) => tokens(nth), { clientSecret: 's' });
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
    const { at, asked, dispatcher } = await signInTo((_, nth) =>
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
    const { at, asked, dispatcher } = await signInTo((_, nth) => tokens(nth), page);
    await expect(startDeviceSignIn(at, dispatcher)).rejects.toMatchObject({
      kind: 'platform_error',
      message: 'The AI-on-Demand sign-in server did not return the address of its sign-in page.',
      details: { hint: 'Check AIOD_AUTH_SERVER.' },
    });
    expect(asked.map(({ path }) => path.split('/').at(-1))).toEqual(['device']);
  });

  it('ends when the person declines', async () => {
    const { at, dispatcher } = await signInTo(() => ({ status: 400, body: { error: 'access_denied' } }));
    const { refreshToken } = await startDeviceSignIn(at, dispatcher);
    await expect(refreshToken).rejects.toMatchObject({ kind: 'unauthorized' });
  });
});
