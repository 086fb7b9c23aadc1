import { createConnectionPool } from '../../src/client/connection-pool.ts';
import type { SignInServer } from '../../src/client/oidc.ts';
import { answer, type Received, startPlatform } from './platform.ts';

/** Whether a request asks Keycloak for tokens. */
export function isTokenRequest({ target }: Received): boolean {
  return target.endsWith('/protocol/openid-connect/token');
}

/** The form that a request brought. */
export function formOf({ body }: Received): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(String(body)));
}

type Form = Record<string, string>;
/** What the server answers to a request for tokens. */
export type Grant = (form: Form, nth: number) => { status?: number; body: Record<string, unknown> };

/** A sign-in server that speaks as Keycloak does, and what it was asked. */
export async function startKeycloak(grant: Grant, page = 'http://x/device') {
  const asked: { path: string; form: Form }[] = [];
  const server = await startPlatform((received, response) => {
    const form = formOf(received);
    asked.push({ path: received.target, form });
    const { status = 200, body } = received.target.endsWith('/auth/device')
      ? { body: deviceCode(page) }
      : grant(form, asked.length);
    answer(response, status, body);
  });
  const dispatcher = createConnectionPool({ http: '', https: '', bypass: '' }, 5);
  const at: SignInServer = {
    server: new URL(`${server.url}aiod-auth/`),
    realm: 'aiod',
    clientId: 'aiod-sdk',
  };
  return {
    at,
    asked,
    dispatcher,
    close: async () => {
      await dispatcher.destroy();
      await server.close();
    },
  };
}

function deviceCode(page: string) {
  return {
    device_code: 'd',
    user_code: 'ABCD-EFGH',
    verification_uri: page,
    interval: 0.05,
    expires_in: 60,
  };
}

/** Tokens as Keycloak hands them out. */
export function tokens(nth: number, more: Record<string, unknown> = {}) {
  return { body: { access_token: `access-${nth}`, token_type: 'Bearer', expires_in: 300, ...more } };
}

/** A server that accepts only the refresh token that it has handed out last: `r1`, then `r2`. */
export function rotating(expiresIn = 300): Grant {
  let last = 1;
  return ({ refresh_token }) => {
    if (refresh_token !== `r${last}`) return { status: 400, body: { error: 'invalid_grant' } };
    last += 1;
    return tokens(last, { refresh_token: `r${last}`, expires_in: expiresIn });
  };
}
