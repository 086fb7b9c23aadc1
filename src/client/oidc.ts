import {
  allowInsecureRequests,
  ClientSecretPost,
  Configuration,
  clientCredentialsGrant,
  customFetch,
  initiateDeviceAuthorization,
  None,
  pollDeviceAuthorizationGrant,
  ResponseBodyError,
  refreshTokenGrant,
  type TokenEndpointResponse,
} from 'openid-client';
import { type Dispatcher, fetch } from 'undici';
import { CallError } from '../errors.ts';
import type { Credential } from './credential.ts';

/** Seconds before its end at which a token counts as run out: a call may take a while to arrive. */
const MARGIN_SECONDS = 30;
/** Lifetime of a token whose server does not say it. */
const USUAL_SECONDS = 300;
const TIMEOUT_SECONDS = 15;

export interface SignInServer {
  /** The Keycloak server: `https://auth.aiodp.eu/aiod-auth/`. */
  readonly server: URL;
  readonly realm: string;
  readonly clientId: string;
}

export interface Grant {
  /** Exchanged for access tokens; a confidential client has a secret instead. */
  readonly refreshToken?: string;
  readonly clientSecret?: string;
  /** Told the new refresh token where the server hands out a new one with each renewal. */
  readonly onRotate: (next: string, previous: string) => Promise<void>;
}

/** Access tokens by refresh token or client secret: renewed before they run out, once for all who wait. */
export function renewedCredential(at: SignInServer, grant: Grant, dispatcher: Dispatcher): Credential {
  const client = clientOf(at, grant.clientSecret, dispatcher);
  let { refreshToken } = grant;
  let current: { readonly token: string; readonly endsAt: number } | undefined;
  let renewal: Promise<string> | undefined;

  async function renew(): Promise<string> {
    const answer = await (refreshToken === undefined
      ? clientCredentialsGrant(client)
      : refreshTokenGrant(client, refreshToken));
    current = {
      token: answer.access_token,
      endsAt: Date.now() + (answer.expires_in ?? USUAL_SECONDS) * 1000,
    };
    const next = answer.refresh_token;
    if (next !== undefined && refreshToken !== undefined && next !== refreshToken) {
      const previous = refreshToken;
      refreshToken = next;
      await grant.onRotate(next, previous);
    }
    return answer.access_token;
  }

  return {
    token() {
      if (current !== undefined && Date.now() < current.endsAt - MARGIN_SECONDS * 1000) {
        return Promise.resolve(current.token);
      }
      renewal ??= renew()
        .catch((cause: unknown) => {
          throw refusalOf(cause, at);
        })
        .finally(() => {
          renewal = undefined;
        });
      return renewal;
    },
  };
}

export interface DeviceSignIn {
  /** Where the person signs in; the code is in it, or typed there. */
  readonly address: string;
  readonly code: string;
  /** Resolves with the refresh token once the person has signed in. */
  readonly refreshToken: Promise<string>;
}

/** Signs a person in on a device of theirs that has a browser. */
export async function signInOnDevice(at: SignInServer, dispatcher: Dispatcher): Promise<DeviceSignIn> {
  const client = clientOf(at, undefined, dispatcher);
  const device = await initiateDeviceAuthorization(client, { scope: 'openid offline_access' }).catch(
    (cause: unknown) => {
      throw refusalOf(cause, at);
    },
  );
  return {
    address: device.verification_uri_complete ?? device.verification_uri,
    code: device.user_code,
    refreshToken: pollDeviceAuthorizationGrant(client, device).then(refreshTokenOf, (cause: unknown) => {
      throw refusalOf(cause, at);
    }),
  };
}

function refreshTokenOf({ refresh_token }: TokenEndpointResponse): string {
  if (refresh_token !== undefined) return refresh_token;
  throw new CallError('unauthorized', 'The sign-in server gave no refresh token.');
}

/** Keycloak's addresses follow from its realm, as AIoD's own clients take them. */
function clientOf(at: SignInServer, secret: string | undefined, dispatcher: Dispatcher): Configuration {
  const issuer = new URL(`realms/${encodeURIComponent(at.realm)}`, withSlash(at.server)).href;
  const protocol = `${issuer}/protocol/openid-connect`;
  const client = new Configuration(
    {
      issuer,
      token_endpoint: `${protocol}/token`,
      device_authorization_endpoint: `${protocol}/auth/device`,
      jwks_uri: `${protocol}/certs`,
    },
    at.clientId,
    undefined,
    secret === undefined ? None() : ClientSecretPost(secret),
  );
  client.timeout = TIMEOUT_SECONDS;
  client[customFetch] = (url, options) =>
    fetch(url, { ...options, dispatcher } as Parameters<typeof fetch>[1]) as unknown as Promise<Response>;
  // The configuration lets http:// through to this machine alone.
  if (at.server.protocol === 'http:') allowInsecureRequests(client);
  return client;
}

function withSlash(url: URL): URL {
  return url.href.endsWith('/') ? url : new URL(`${url.href}/`);
}

/** The server's reason is passed on; what was sent to it is not. */
function refusalOf(cause: unknown, at: SignInServer): CallError {
  if (cause instanceof ResponseBodyError) {
    const reason = cause.error_description ?? cause.error;
    return new CallError('unauthorized', `The AI-on-Demand sign-in was refused: ${reason}.`, {
      hint: 'Sign in again with `civis-aiod-mcp login aiod`, or set a fresh AIOD_REFRESH_TOKEN or AIOD_CLIENT_SECRET.',
      code: cause.error,
    });
  }
  return new CallError(
    'network',
    `The AI-on-Demand sign-in server at ${at.server.host} could not be reached.`,
    {
      hint: 'Check AIOD_AUTH_SERVER, the network and any proxy, then call again.',
      retryable: true,
    },
  );
}
