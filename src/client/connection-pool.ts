import { type Dispatcher, EnvHttpProxyAgent } from 'undici';

/** Connections that one pool may hold open to one origin. */
const MAX_CONNECTIONS = 16;
const CONNECT_TIMEOUT_MS = 10_000;

/** Proxies as the environment names them; `bypass` lists the hosts that are reached directly. */
export interface ProxySettings {
  readonly http: string;
  readonly https: string;
  readonly bypass: string;
}

/** HTTP connections: kept alive, capped, through a proxy where there is one. */
export function createConnectionPool(proxy: ProxySettings, timeoutSeconds: number): Dispatcher {
  return new EnvHttpProxyAgent({
    httpProxy: proxy.http,
    httpsProxy: proxy.https,
    noProxy: proxy.bypass,
    connections: MAX_CONNECTIONS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: timeoutSeconds * 1000,
    bodyTimeout: timeoutSeconds * 1000,
  });
}
