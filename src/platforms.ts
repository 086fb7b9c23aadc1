import type { Dispatcher } from 'undici';
import {
  type ConnectedClient,
  connectPlatform,
  openConnections,
  type ProxySettings,
} from './client/connect.ts';
import { type Credential, fixedCredential } from './client/credential.ts';
import type { SignInServer } from './client/oidc.ts';
import { type ConnectedTransfers, connectTransfers } from './client/transfer.ts';
import type { Config, Secret } from './config.ts';

export interface Platforms {
  readonly civis: ConnectedClient;
  readonly aiod: ConnectedClient;
  /** To and from the links that the platforms hand out. */
  readonly transfers: ConnectedTransfers;
  close(): Promise<void>;
}

/** Told when the sign-in server replaces the refresh token. */
export type OnRotate = (next: string, previous: string) => Promise<void>;

/** Connects both platforms, each with the credential that the configuration has for it. */
export async function connectPlatforms(
  config: Config,
  userAgent: string,
  onRotate: OnRotate,
): Promise<Platforms> {
  const proxy = proxyOf(config);
  const shared = { timeoutSeconds: config.timeoutSeconds, userAgent, proxy };
  const signIn = openConnections(proxy, config.timeoutSeconds);
  const civis = connectPlatform({
    ...shared,
    platform: 'civis',
    label: 'Civis',
    credentialVariable: 'CIVIS_API_KEY',
    endpoint: config.civisEndpoint,
    credential: fixed(config.civisApiKey),
  });
  const aiod = connectPlatform({
    ...shared,
    platform: 'aiod',
    label: 'AI-on-Demand',
    credentialVariable: 'AIOD_ACCESS_TOKEN',
    endpoint: config.aiodServer,
    version: config.aiodVersion,
    credential: fixed(config.aiodAccessToken) ?? (await renewed(config, onRotate, signIn)),
  });
  const transfers = connectTransfers(shared);
  return {
    civis,
    aiod,
    transfers,
    close: async () => {
      await Promise.all([civis.close(), aiod.close(), transfers.close(), signIn.destroy()]);
    },
  };
}

async function renewed(
  config: Config,
  onRotate: OnRotate,
  connections: Dispatcher,
): Promise<Credential | undefined> {
  const refreshToken = config.aiodRefreshToken?.reveal();
  const clientSecret = config.aiodClientSecret?.reveal();
  if (refreshToken === undefined && clientSecret === undefined) return undefined;
  // Few servers sign in this way; the others start without reading the library for it.
  const { renewedCredential } = await import('./client/oidc.ts');
  return renewedCredential(signInServerOf(config), { refreshToken, clientSecret, onRotate }, connections);
}

/** Every credential of the configuration: what must appear in no result, error or log line. */
export function credentialsOf(config: Config): string[] {
  const { civisApiKey, aiodAccessToken, aiodRefreshToken, aiodClientSecret } = config;
  const secrets = [civisApiKey, aiodAccessToken, aiodRefreshToken, aiodClientSecret];
  return secrets.filter((secret) => secret !== null).map((secret) => secret.reveal());
}

export function signInServerOf(config: Config): SignInServer {
  return { server: config.aiodAuthServer, realm: config.aiodRealm, clientId: config.aiodClientId };
}

export function proxyOf({ httpProxy, httpsProxy, noProxy }: Config): ProxySettings {
  return { http: httpProxy, https: httpsProxy, bypass: noProxy };
}

function fixed(secret: Secret | null): Credential | undefined {
  return secret === null ? undefined : fixedCredential(secret.reveal());
}
