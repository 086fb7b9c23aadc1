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
import { checkConnection } from '../wording.ts';
import type { RenewedCredential } from './credential.ts';
import { firstLine } from './response-body.ts';

/** Time before its end at which a token counts as expired: a call may take a while to arrive. */
const EXPIRY_MARGIN_MS = 30_000;
/** The largest share of a token's life that the margin may take, so that a short-lived token is used at all. */
const MAX_MARGIN_SHARE = 0.1;
/** Lifetime of a token where the server states none. */
const DEFAULT_LIFETIME_SECONDS = 300;
const REQUEST_TIMEOUT_SECONDS = 15;

export interface SignInServer {
  /** The Keycloak server: `https://auth.aiodp.eu/aiod-auth/`. */
  readonly server: URL;
  readonly realm: string;
  readonly clientId: string;
}

/** The refresh token as it is saved, where other processes use and renew it too. Never rejects by itself. */
export interface RefreshTokenStore {
  /** Runs a renewal while no other process runs one. */
  lock<T>(renewal: () => Promise<T>): Promise<T>;
  /** The token that another process has saved since this one last read or saved it. */
  readChanged(): Promise<string | undefined>;
  /** Saves the token that replaces the last one. */
  replace(next: string): Promise<void>;
}

export interface TokenGrant {
  /** Exchanged for access tokens; a confidential client has a secret instead. */
  readonly refreshToken?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** Left out: a new refresh token is kept in memory only. */
  readonly store?: RefreshTokenStore | undefined;
  /** Told every token that the server hands out. */
  readonly onCredential: (credential: string) => void;
}

interface AccessToken {
  readonly token: string;
  readonly expiresAt: number;
  /** It was requested because its predecessor was refused, and no response has accepted it yet. */
  readonly isUnproven: boolean;
}

/** Access tokens by refresh token or client secret: renewed before they expire, once for all callers that wait. */
export function createRefreshingCredential(
  signInServer: SignInServer,
  { clientSecret, store, onCredential, ...grant }: TokenGrant,
  dispatcher: Dispatcher,
): RenewedCredential {
  const client = createOidcClient(signInServer, clientSecret, dispatcher);
  let { refreshToken } = grant;
  let current: AccessToken | undefined;
  let wasRefused = false;
  let pendingRenewal: Promise<string> | undefined;

  async function renew(): Promise<string> {
    const tokens = await (store === undefined ? requestTokens() : store.lock(() => requestSaved(store)));
    const lifetimeMs = (tokens.expires_in || DEFAULT_LIFETIME_SECONDS) * 1000;
    const marginMs = Math.min(EXPIRY_MARGIN_MS, lifetimeMs * MAX_MARGIN_SHARE);
    current = {
      token: tokens.access_token,
      expiresAt: Date.now() + lifetimeMs - marginMs,
      isUnproven: wasRefused,
    };
    wasRefused = false;
    return tokens.access_token;
  }

  /** Another process may have renewed the refresh token, which ends the one that is known here. */
  async function requestSaved(saved: RefreshTokenStore): Promise<TokenEndpointResponse> {
    await adoptChanged(saved);
    return requestTokens().catch(async (cause: unknown) => {
      const isEnded = cause instanceof ResponseBodyError && cause.error === 'invalid_grant';
      if (!isEnded || !(await adoptChanged(saved))) throw cause;
      return requestTokens();
    });
  }

  async function adoptChanged(saved: RefreshTokenStore): Promise<boolean> {
    const changed = await saved.readChanged();
    if (changed === undefined) return false;
    onCredential(changed);
    refreshToken = changed;
    return true;
  }

  async function requestTokens(): Promise<TokenEndpointResponse> {
    const tokens = await (refreshToken === undefined
      ? clientCredentialsGrant(client)
      : refreshTokenGrant(client, refreshToken));
    onCredential(tokens.access_token);
    const next = tokens.refresh_token;
    if (next !== undefined) onCredential(next);
    if (next !== undefined && refreshToken !== undefined && next !== refreshToken) {
      refreshToken = next;
      await store?.replace(next);
    }
    return tokens;
  }

  return {
    token() {
      if (current !== undefined && Date.now() < current.expiresAt) return Promise.resolve(current.token);
      pendingRenewal ??= renew()
        .catch((cause: unknown) => {
          throw signInError(cause, signInServer);
        })
        .finally(() => {
          pendingRenewal = undefined;
        });
      return pendingRenewal;
    },

    onAccepted(token) {
      if (current?.token === token && current.isUnproven) current = { ...current, isUnproven: false };
    },

    onRefused(token) {
      // Another call has had it renewed, or is about to.
      if (current?.token !== token) return true;
      // A new token that is refused as well: one more would not help, and each call would request one.
      if (current.isUnproven) return false;
      current = undefined;
      wasRefused = true;
      return true;
    },
  };
}

export interface DeviceSignIn {
  /** Where the person signs in, as an encoded URL; the code is in it, or typed there. */
  readonly address: string;
  readonly code: string;
  /** Resolves with the refresh token once the person has signed in. */
  readonly refreshToken: Promise<string>;
}

/** Starts a sign-in by the device authorization grant: the person signs in with a browser on any device. */
export async function startDeviceSignIn(
  signInServer: SignInServer,
  dispatcher: Dispatcher,
): Promise<DeviceSignIn> {
  const client = createOidcClient(signInServer, undefined, dispatcher);
  const device = await initiateDeviceAuthorization(client, { scope: 'openid offline_access' }).catch(
    (cause: unknown) => {
      throw signInError(cause, signInServer);
    },
  );
  return {
    address: signInAddress(device.verification_uri_complete ?? device.verification_uri),
    code: device.user_code,
    refreshToken: pollDeviceAuthorizationGrant(client, device).then(requireRefreshToken, (cause: unknown) => {
      throw signInError(cause, signInServer);
    }),
  };
}

/** A web address as a person may open it: encoded, so that it holds nothing that steers a terminal. */
function signInAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && ['https:', 'http:'].includes(url.protocol)) return url.href;
  throw new CallError(
    'platform_error',
    'The AI-on-Demand sign-in server did not return the address of its sign-in page.',
    { hint: 'Check AIOD_AUTH_SERVER.' },
  );
}

function requireRefreshToken({ refresh_token }: TokenEndpointResponse): string {
  if (refresh_token !== undefined) return refresh_token;
  throw new CallError('unauthorized', 'The AI-on-Demand sign-in server did not return a refresh token.', {
    hint: 'Sign in again with `civis-aiod-mcp login aiod`.',
  });
}

/** Keycloak's endpoints follow from its realm; AIoD's own clients derive them in the same way. */
function createOidcClient(
  signInServer: SignInServer,
  secret: string | undefined,
  dispatcher: Dispatcher,
): Configuration {
  const issuer = new URL(
    `realms/${encodeURIComponent(signInServer.realm)}`,
    withTrailingSlash(signInServer.server),
  ).href;
  const protocol = `${issuer}/protocol/openid-connect`;
  const client = new Configuration(
    {
      issuer,
      token_endpoint: `${protocol}/token`,
      device_authorization_endpoint: `${protocol}/auth/device`,
      jwks_uri: `${protocol}/certs`,
    },
    signInServer.clientId,
    undefined,
    secret === undefined ? None() : ClientSecretPost(secret),
  );
  client.timeout = REQUEST_TIMEOUT_SECONDS;
  client[customFetch] = (url, { body = null, ...options }) => fetch(url, { ...options, body, dispatcher });
  // `readConfig` accepts http:// for this machine alone.
  if (signInServer.server.protocol === 'http:') allowInsecureRequests(client);
  return client;
}

function withTrailingSlash(url: URL): URL {
  return url.href.endsWith('/') ? url : new URL(`${url.href}/`);
}

/** The server's reason is passed on; what was sent to it is not. */
function signInError(cause: unknown, signInServer: SignInServer): CallError {
  if (cause instanceof ResponseBodyError) {
    const reason = cause.error_description ?? cause.error;
    return new CallError(
      'unauthorized',
      `AI-on-Demand refused the sign-in: ${JSON.stringify(firstLine(reason))}.`,
      {
        hint: 'Sign in again with `civis-aiod-mcp login aiod`, or set a new AIOD_REFRESH_TOKEN or AIOD_CLIENT_SECRET.',
        code: cause.error,
      },
    );
  }
  return new CallError(
    'network',
    `The AI-on-Demand sign-in server at ${signInServer.server.host} could not be reached.`,
    {
      hint: checkConnection('AIOD_AUTH_SERVER'),
      retryable: true,
    },
  );
}
