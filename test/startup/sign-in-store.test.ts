import { writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRefreshingCredential } from '../../src/client/oidc.ts';
import { openSignInStore } from '../../src/startup/sign-in-store.ts';
import { readSignIn, saveSignIn } from '../../src/startup/user-credentials.ts';
import { type Grant, rotating, startKeycloak } from '../support/sign-in.ts';

let folder: string;
let file: string;
let keycloak: Awaited<ReturnType<typeof startKeycloak>>;
let grant: Grant;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sign-in-store-'));
  file = join(folder, 'aiod.json');
  await saveSignIn('r1', file);
  grant = rotating();
  keycloak = await startKeycloak((form, nth) => grant(form, nth));
});
afterEach(async () => {
  vi.useRealTimers();
  await keycloak.close();
  await rm(folder, { recursive: true });
});

/** A server that was started with this refresh token. */
async function startServer({ refreshToken = 'r1', at = file } = {}) {
  const notices: string[] = [];
  const registered: string[] = [];
  const store = await openSignInStore(refreshToken, at, (text) => notices.push(text));
  const credential = createRefreshingCredential(
    keycloak.at,
    { refreshToken, store, onCredential: (token) => registered.push(token) },
    keycloak.dispatcher,
  );
  /** Ends the token that it has now, and gets another one. */
  const renew = async () => {
    const token = await credential.token();
    credential.onAccepted(token);
    credential.onRefused(token);
    return credential.token();
  };
  return { credential, renew, notices, registered, isSaved: store !== undefined };
}

const sentTokens = () => keycloak.asked.map(({ form }) => form['refresh_token']);

describe('two servers with one saved sign-in', () => {
  it('each go on with the token that the other has saved', async () => {
    const [one, other] = [await startServer(), await startServer()];
    expect(await one.credential.token()).toBe('access-2');
    expect(await other.credential.token()).toBe('access-3');
    expect(await one.renew()).toBe('access-4');
    expect(sentTokens()).toEqual(['r1', 'r2', 'r3']);
    expect(one.registered).toContain('r3');
    expect(await readSignIn(file)).toBe('r4');
  });

  it('do not renew at the same time', async () => {
    const servers = await Promise.all(Array.from({ length: 4 }, () => startServer()));
    await Promise.all(servers.map(({ credential }) => credential.token()));
    expect(sentTokens()).toEqual(['r1', 'r2', 'r3', 'r4']);
  });

  it('read it again if one has renewed it without the lock', async () => {
    const usual = grant;
    grant = (form, nth) => {
      if (nth > 1) return usual(form, nth);
      usual(form, nth);
      writeFileSync(file, JSON.stringify({ refresh_token: 'r2' }));
      return { status: 400, body: { error: 'invalid_grant' } };
    };
    const { credential } = await startServer();
    expect(await credential.token()).toBe('access-3');
    expect(sentTokens()).toEqual(['r1', 'r2']);
  });
});

describe('a sign-in that has ended', () => {
  it('is asked for once, and says what to do', async () => {
    grant = () => ({ status: 400, body: { error: 'invalid_grant' } });
    const { credential } = await startServer();
    await expect(credential.token()).rejects.toMatchObject({ kind: 'unauthorized' });
    expect(sentTokens()).toEqual(['r1']);
    expect(await readSignIn(file)).toBe('r1');
  });

  it('is not saved again after the user has signed out', async () => {
    const { credential } = await startServer();
    await rm(file);
    expect(await credential.token()).toBe('access-2');
    expect(await readSignIn(file)).toBeUndefined();
  });
});

describe('a token of the environment', () => {
  it('does not replace the saved one of another sign-in', async () => {
    await saveSignIn('of-somebody-else', file);
    const { credential, isSaved } = await startServer();
    expect(isSaved).toBe(false);
    await credential.token();
    expect(await readSignIn(file)).toBe('of-somebody-else');
  });
});

describe('a folder that cannot be written', () => {
  it('is reported once, and the token is used from memory', async () => {
    // Root may write anywhere, but no name may be longer than 255 bytes, as those beside this one would be.
    const unwritable = join(folder, `${'x'.repeat(245)}.json`);
    await writeFile(unwritable, JSON.stringify({ refresh_token: 'r1' }));
    const { credential, renew, notices } = await startServer({ at: unwritable });
    expect(await credential.token()).toBe('access-2');
    expect(await renew()).toBe('access-3');
    expect(await renew()).toBe('access-4');
    expect(sentTokens()).toEqual(['r1', 'r2', 'r3']);
    expect(notices).toEqual([
      `The new sign-in to AI-on-Demand was not saved: ${unwritable} cannot be written (ENAMETOOLONG). It is used until this server stops. Make the folder writable, then sign in again with \`civis-aiod-mcp login aiod\`.`,
    ]);
    expect(await readFile(unwritable, 'utf8')).toContain('"r1"');
  });
});
