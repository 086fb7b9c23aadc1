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
import type { Credential } from './credential.ts';
import { firstLine } from './response-body.ts';

/** Seconds before its expiry at which a token counts as expired: a call may take a while to arrive. */
const EXPIRY_MARGIN_SECONDS = 30;
/** Lifetime of a token where the server does not state it. */
const DEFAULT_LIFETIME_SECONDS = 300;
const REQUEST_TIMEOUT_SECONDS = 15;

export interface SignInServer {
  /** The Keycloak server: `https://auth.aiodp.eu/aiod-auth/`. */
  readonly server: URL;
  readonly realm: string;
  readonly clientId: string;
}

export interface TokenGrant {
  /** Exchanged for access tokens; a confidential client has a secret instead. */
  readonly refreshToken?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** Told every token that the server hands out. */
  readonly onCredential: (credential: string) => void;
  /** Told the new refresh token where the server hands out a new one with each renewal. */
  readonly onRefreshTokenRotated: (next: string, previous: string) => Promise<void>;
}

/** Access tokens by refresh token or client secret: renewed before they expire, once for all callers that wait. */
export function createRefreshingCredential(
  signInServer: SignInServer,
  grant: TokenGrant,
  dispatcher: Dispatcher,
): Credential {
  const client = createOidcClient(signInServer, grant.clientSecret, dispatcher);
  let { refreshToken } = grant;
  let current: { readonly token: string; readonly expiresAt: number } | undefined;
  let pendingRenewal: Promise<string> | undefined;

  async function renew(): Promise<string> {
    const tokens = await (refreshToken === undefined
      ? clientCredentialsGrant(client)
      : refreshTokenGrant(client, refreshToken));
    grant.onCredential(tokens.access_token);
    if (tokens.refresh_token !== undefined) grant.onCredential(tokens.refresh_token);
    current = {
      token: tokens.access_token,
      expiresAt: Date.now() + (tokens.expires_in ?? DEFAULT_LIFETIME_SECONDS) * 1000,
    };
    const next = tokens.refresh_token;
    if (next !== undefined && refreshToken !== undefined && next !== refreshToken) {
      const previous = refreshToken;
      refreshToken = next;
      await grant.onRefreshTokenRotated(next, previous);
    }
    return tokens.access_token;
  }

  return {
    token() {
      if (current !== undefined && Date.now() < current.expiresAt - EXPIRY_MARGIN_SECONDS * 1000) {
        return Promise.resolve(current.token);
      }
      pendingRenewal ??= renew()
        .catch((cause: unknown) => {
          throw signInError(cause, signInServer);
        })
        .finally(() => {
          pendingRenewal = undefined;
        });
      return pendingRenewal;
    },
    onAccepted: () => undefined,
    onRefused: () => false,
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
