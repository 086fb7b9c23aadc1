import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { ByteStream, PlatformResponse } from '../../src/client/interface.ts';
import { createRefreshingCredential } from '../../src/client/oidc.ts';
import type { PlatformClientOptions } from '../../src/client/platform-client.ts';
import type { CallError } from '../../src/errors.ts';
import { connectTo, neverAborted, request } from '../support/connect.ts';
import { answer, startPlatform } from '../support/platform.ts';
import { startKeycloak, tokens } from '../support/sign-in.ts';

describe('more calls than connections', () => {
  /** A client with one connection for reads and one for changes, on a platform that answers when it is told. */
  async function useHeld(changes: Partial<PlatformClientOptions> = {}) {
    const held: { readonly target: string; readonly response: ServerResponse }[] = [];
    const platform = await startPlatform(({ verb, target }, response) => {
      held.push({ target: `${verb} ${target}`, response });
    });
    const client = connectTo(platform.url, { connections: 2, ...changes });
    return {
      client,
      post: (path: string, signal = neverAborted) =>
        callErrorOrBody(client.send(request({ verb: 'POST', path, body: {} }), signal)),
      get: (path: string) => callErrorOrBody(client.send(request({ path }), neverAborted)),
      arrived: (...targets: string[]) => expect.poll(() => held.map(({ target }) => target)).toEqual(targets),
      answer: (index: number) => {
        const { target, response } = held[index] ?? expect.fail('it has not arrived');
        answer(response, 200, { target });
      },
      close: async () => {
        await client.close();
        await platform.close();
      },
    };
  }

  const callErrorOrBody = (call: Promise<PlatformResponse>) =>
    call.then(
      ({ body }) => body,
      (error: unknown) => error as CallError,
    );

  it('wait before anything is sent; reads do not wait for changes', async () => {
    const { post, get, arrived, answer: answerTo, close } = await useHeld();
    const first = post('/a');
    await arrived('POST /a');
    const second = post('/b');
    const read = get('/c');
    await arrived('POST /a', 'GET /c');
    answerTo(1);
    expect(await read).toEqual({ target: 'GET /c' });
    answerTo(0);
    expect(await first).toEqual({ target: 'POST /a' });
    await arrived('POST /a', 'GET /c', 'POST /b');
    answerTo(2);
    expect(await second).toEqual({ target: 'POST /b' });
    await close();
  });

  it('that are never sent say so, and only what was sent is uncertain', async () => {
    const { post, arrived, close } = await useHeld({ timeoutSeconds: 1.5 });
    const first = post('/a');
    await arrived('POST /a');
    const second = post('/b');
    expect(await first).toMatchObject({ kind: 'timeout', details: { uncertain: true, retryable: false } });
    expect(await second).toMatchObject({
      kind: 'rate_limited',
      message: expect.stringMatching(/^Nothing was sent: /),
      details: { uncertain: false, retryable: true, retryAfterSeconds: 1, method: 'POST', path: '/b' },
    });
    await arrived('POST /a');
    await close();
  });

  it('that are cancelled in line are never sent', async () => {
    const { post, arrived, answer: answerTo, close } = await useHeld();
    const cancelling = new AbortController();
    const first = post('/a');
    await arrived('POST /a');
    const [second, third] = [post('/b', cancelling.signal), post('/c')];
    cancelling.abort();
    expect(await second).toMatchObject({
      kind: 'cancelled',
      message: 'The call was cancelled. Nothing was sent.',
      details: { uncertain: false },
    });
    answerTo(0);
    await first;
    await arrived('POST /a', 'POST /c');
    answerTo(1);
    await third;
    await close();
  });

  it('free a connection while they wait to be tried again', async () => {
    let asked = 0;
    const platform = await startPlatform(({ target }, response) => {
      asked += 1;
      if (asked === 1) answer(response, 503);
      else answer(response, 200, { target });
    });
    const client = connectTo(platform.url, { connections: 1 });
    await Promise.all(
      ['/a', '/b', '/c'].map((path) => client.send(request({ verb: 'PUT', path, body: {} }), neverAborted)),
    );
    expect(platform.received.map(({ target }) => target)).toEqual(['/a', '/b', '/c', '/a']);
    await client.close();
    await platform.close();
  });

  it('do not wait for a stream whose reader has closed it', async () => {
    const platform = await startPlatform((_, response) => {
      response.writeHead(200);
      response.write('some');
    });
    const client = connectTo(platform.url, { connections: 1 });
    for (const _ of [1, 2, 3]) {
      const { body } = await client.send(request({ responseType: 'stream' }), neverAborted);
      (body as ByteStream).close();
    }
    expect(platform.received).toHaveLength(3);
    await client.close();
    await platform.close();
  });
});

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
