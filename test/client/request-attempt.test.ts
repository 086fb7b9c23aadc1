import { describe, expect, it } from 'vitest';
import { createRefreshingCredential } from '../../src/client/oidc.ts';
import { connectTo, neverAborted, request } from '../support/connect.ts';
import { answer, startPlatform } from '../support/platform.ts';
import { startKeycloak, tokens } from '../support/sign-in.ts';

describe('a token that is refused', () => {
  const signedIn = async (accepts: (token: string) => boolean) => {
    const keycloak = await startKeycloak((_, nth) => tokens(nth));
    const platform = await startPlatform(({ headers }, response) => {
      const isAccepted = accepts(String(headers['authorization']).replace('Bearer ', ''));
      answer(response, isAccepted ? 200 : 401, { ok: isAccepted });
    });
    const credential = createRefreshingCredential(
      keycloak.at,
      { refreshToken: 'r', onCredential: () => undefined },
      keycloak.dispatcher,
    );
    const client = connectTo(platform.url, { credential });
    return {
      client,
      keycloak,
      bearers: () => platform.received.map(({ headers }) => headers['authorization']),
      close: async () => {
        await client.close();
        await platform.close();
        await keycloak.close();
      },
    };
  };

  it.each(['GET', 'POST', 'PATCH', 'DELETE'] as const)(
    '%s: is renewed, and the request sent once more',
    async (verb) => {
      const { client, bearers, close } = await signedIn((token) => token === 'access-2');
      expect((await client.send(request({ verb }), neverAborted)).status).toBe(200);
      expect(bearers()).toEqual(['Bearer access-1', 'Bearer access-2']);
      await close();
    },
  );

  it('is renewed each time that a token is refused which was accepted before', async () => {
    let ended = 1;
    const { client, bearers, close } = await signedIn((token) => token !== `access-${ended}`);
    for (ended of [1, 2, 3]) expect((await client.send(request(), neverAborted)).status).toBe(200);
    expect(bearers()).toEqual(
      ['access-1', 'access-2', 'access-2', 'access-3', 'access-3', 'access-4'].map(
        (token) => `Bearer ${token}`,
      ),
    );
    await close();
  });

  it('is renewed once for fifty calls', async () => {
    const { client, keycloak, close } = await signedIn((token) => token !== 'access-1');
    await Promise.all(Array.from({ length: 50 }, () => client.send(request(), neverAborted)));
    expect(keycloak.asked).toHaveLength(2);
    await close();
  });

  it('is not renewed again and again for an account that is refused', async () => {
    const { client, keycloak, bearers, close } = await signedIn(() => false);
    for (const _ of [1, 2, 3])
      await expect(client.send(request(), neverAborted)).rejects.toMatchObject({ kind: 'unauthorized' });
    expect(keycloak.asked).toHaveLength(2);
    expect(bearers()).toHaveLength(4);
    await close();
  });
});
