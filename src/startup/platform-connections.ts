import type { Dispatcher } from 'undici';
import { createConnectionPool, type ProxySettings } from '../client/connection-pool.ts';
import { type Credential, staticCredential } from '../client/credential.ts';
import type { PlatformName, Protect } from '../client/interface.ts';
import type { SignInServer } from '../client/oidc.ts';
import { type ClosablePlatformClient, createPlatformClient } from '../client/platform-client.ts';
import { type ClosableTransfers, createTransfers } from '../client/transfer.ts';
import type { Config, Secret } from '../config.ts';
import { findSignInFile } from './user-credentials.ts';

export interface Platforms {
  readonly civis: ClosablePlatformClient;
  readonly aiod: ClosablePlatformClient;
  /** To and from the links that each platform hands out: what a link may lead to depends on who gave it. */
  readonly transfers: Readonly<Record<PlatformName, ClosableTransfers>>;
  close(): Promise<void>;
}

/** Told of what changes while the server runs. */
export interface CredentialEvents {
  /** Each token that the sign-in server hands out: it must appear in no result, error or log line. */
  readonly onCredential: (credential: string) => void;
  /** Something that the operator of the server should know. */
  readonly onNotice: (text: string) => void;
}

/** Connects both platforms, each with the credential that the configuration has for it. */
export async function createPlatformClients(
  config: Config,
  userAgent: string,
  events: CredentialEvents,
  protect: Protect,
): Promise<Platforms> {
  const proxy = proxySettings(config);
  const shared = {
    timeoutSeconds: config.timeoutSeconds,
    connections: config.connections,
    userAgent,
    proxy,
    protect,
  };
  const signIn = createConnectionPool(proxy, config.timeoutSeconds);
  const civis = createPlatformClient({
    ...shared,
    platform: 'civis',
    label: 'Civis',
    credentialVariable: 'CIVIS_API_KEY',
    endpointVariable: 'CIVIS_API_ENDPOINT',
    endpoint: config.civisEndpoint,
    credential: fixedCredential(config.civisApiKey),
  });
  const aiod = createPlatformClient({
    ...shared,
    platform: 'aiod',
    label: 'AI-on-Demand',
    credentialVariable: 'AIOD_ACCESS_TOKEN',
    endpointVariable: 'AIOD_API_SERVER',
    endpoint: config.aiodServer,
    version: config.aiodVersion,
    unusableFiles: config.unusableFiles,
    credential:
      fixedCredential(config.aiodAccessToken) ?? (await refreshingCredential(config, events, signIn)),
  });
  const transfers = {
    civis: createTransfers({ ...shared, endpoint: config.civisEndpoint }),
    aiod: createTransfers({ ...shared, endpoint: config.aiodServer }),
  };
  return {
    civis,
    aiod,
    transfers,
    close: async () => {
      const opened = [civis, aiod, transfers.civis, transfers.aiod];
      await Promise.all([...opened.map((each) => each.close()), signIn.destroy()]);
    },
  };
}

async function refreshingCredential(
  config: Config,
  events: CredentialEvents,
  connections: Dispatcher,
): Promise<Credential | undefined> {
  const refreshToken = config.aiodRefreshToken?.reveal();
  const clientSecret = config.aiodClientSecret?.reveal();
  if (refreshToken === undefined && clientSecret === undefined) return undefined;
  // Few servers sign in this way; the others start without reading the library for it.
  const { createRefreshingCredential } = await import('../client/oidc.ts');
  const { openSignInStore } = await import('./sign-in-store.ts');
  const file = await findSignInFile();
  const store =
    refreshToken === undefined || file === undefined
      ? undefined
      : await openSignInStore(refreshToken, file, events.onNotice);
  const { onCredential } = events;
  return createRefreshingCredential(
    signInServer(config),
    { refreshToken, clientSecret, store, onCredential },
    connections,
  );
}

export function signInServer(config: Config): SignInServer {
  return { server: config.aiodAuthServer, realm: config.aiodRealm, clientId: config.aiodClientId };
}

export function proxySettings({ httpProxy, httpsProxy, noProxy }: Config): ProxySettings {
  return { http: httpProxy, https: httpsProxy, bypass: noProxy };
}

function fixedCredential(secret: Secret | null): Credential | undefined {
  return secret === null ? undefined : staticCredential(secret.reveal());
}
